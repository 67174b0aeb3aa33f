namespace Orchestrator.Cli;

/// <summary>
/// What was asked for makes no sense as it stands; found before anything was sent. The message says what to do.
/// </summary>
internal sealed class UsageException(string message) : Exception(message);
