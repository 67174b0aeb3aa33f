namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>Members of what comes from outside are found in camelCase and in PascalCase.</summary>
internal static class Spelling
{
    /// <summary>The name with its first letter large where it is small, and the other way round.</summary>
    public static string? Other(string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]))
            return null;

        return (char.IsAsciiLetterLower(name[0]) ? char.ToUpperInvariant(name[0]) : char.ToLowerInvariant(name[0]))
            + name[1..];
    }
}
