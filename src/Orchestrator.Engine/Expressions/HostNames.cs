using System.Collections.Frozen;

namespace Orchestrator.Engine.Expressions;

/// <summary>The functions that scripts find beside those of the language.</summary>
internal static class HostNames
{
    public static FrozenSet<string> Fixed { get; } = new[]
    {
        "getVariable", "setVariable", "getInput", "getOutputFrom", "getLastResult", "getWorkflowDefinitionId",
        "getWorkflowDefinitionVersion", "getWorkflowDefinitionVersionId", "getWorkflowInstanceId", "isNullOrEmpty",
        "isNullOrWhiteSpace", "toJson", "parseGuid", "newGuid", "newGuidString", "newShortGuid", "stringToBase64", "stringFromBase64",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The X of getX or setX; null for any other name.</summary>
    public static string? AccessedBy(string function) =>
        function.Length > 3
        && (function.StartsWith("get", StringComparison.Ordinal) || function.StartsWith("set", StringComparison.Ordinal))
        && !Fixed.Contains(function)
            ? function[3..]
            : null;
}
