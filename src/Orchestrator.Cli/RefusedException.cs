namespace Orchestrator.Cli;

/// <summary>The thing asked for was not done because a person, or a rule that the client knows, said no.</summary>
internal sealed class RefusedException(string message) : Exception(message);
