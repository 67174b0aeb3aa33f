using System.Collections.Frozen;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Which functions are accessors, made of the names of variables, inputs and outputs.</summary>
internal static class AccessorNames
{
    /// <summary>Functions that begin like accessors, and are none.</summary>
    private static readonly FrozenSet<string> Fixed = new[]
    {
        "getVariable", "setVariable", "getInput", "getOutputFrom", "getLastResult", "getWorkflowDefinitionId",
        "getWorkflowDefinitionVersion", "getWorkflowDefinitionVersionId", "getWorkflowInstanceId", "getCorrelationId",
        "setCorrelationId", "getWorkflowInstanceName", "setWorkflowInstanceName", "setOutcome", "setOutcomes",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The X of getX; null for any other name.</summary>
    public static string? Read(string function) => Of(function, "get");

    /// <summary>The X of setX; null for any other name.</summary>
    public static string? Written(string function) => Of(function, "set");

    private static string? Of(string function, string start) =>
        function.Length > 3 && function.StartsWith(start, StringComparison.Ordinal) && !Fixed.Contains(function)
            ? function[3..]
            : null;
}
