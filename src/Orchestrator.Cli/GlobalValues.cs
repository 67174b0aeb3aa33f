using Orchestrator.Cli.Connection;

namespace Orchestrator.Cli;

/// <summary>What the options that every command has were set to.</summary>
/// <param name="Endpoint">The server.</param>
/// <param name="Caller">Printable ASCII: it is sent as metadata.</param>
/// <param name="Json">For programs instead of people.</param>
/// <param name="Timeout">The longest wait for an answer; null where it was not given.</param>
internal sealed record GlobalValues(Endpoint Endpoint, string Caller, bool Json, TimeSpan? Timeout);
