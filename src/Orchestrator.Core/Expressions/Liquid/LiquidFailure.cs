namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>A template cannot be rendered; caught where its place is known.</summary>
internal sealed class LiquidFailure(string message) : Exception(message);
