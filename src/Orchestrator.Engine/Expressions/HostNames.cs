using System.Collections.Frozen;

namespace Orchestrator.Engine.Expressions;

/// <summary>The functions that scripts find beside those of the language, and how names of variables become names of functions.</summary>
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

    /// <summary>The activity of getOutputFromActivity; null for any other name.</summary>
    public static string? OutputSource(string accessed)
    {
        var from = accessed.LastIndexOf("From", StringComparison.Ordinal);
        return from > 0 && from + 4 < accessed.Length ? accessed[(from + 4)..] : null;
    }

    /// <summary>Whether a variable's or input's name, in PascalCase, is the X of getX: my-name is MyName.</summary>
    public static bool Matches(string name, string accessed)
    {
        var place = 0;
        var starts = true;
        foreach (var letter in name)
        {
            if (letter is ' ' or '_' or '-')
            {
                starts = true;
                continue;
            }

            if (place == accessed.Length || accessed[place] != (starts ? char.ToUpperInvariant(letter) : letter))
                return false;
            starts = false;
            place++;
        }

        return place == accessed.Length;
    }
}
