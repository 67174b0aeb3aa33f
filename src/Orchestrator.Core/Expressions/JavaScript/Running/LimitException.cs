namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>A run went past a limit: no program catches that.</summary>
internal sealed class LimitException(string message) : Exception(message);
