namespace Orchestrator.Core.Workflows.Reading;

/// <summary>What ids may look like: they become parts of resource names and of idempotency keys.</summary>
internal static class Ids
{
    public const int LengthMax = 128;

    /// <summary>What is wrong with an activity's id, as the rest of a sentence; null where nothing is.</summary>
    public static string? Problem(string id)
    {
        if (id.Length > LengthMax)
            return $"has more than {LengthMax} characters. Shorten it.";

        foreach (var letter in id)
        {
            if (char.IsControl(letter) || letter is '/' or '#' or '[' or ']')
                return "has a character that ids cannot have: / # [ ] or a control character. Leave it out.";
        }

        return null;
    }

    /// <summary>The same for a definition's id, which is part of URLs too.</summary>
    public static string? DefinitionProblem(string id)
    {
        if (id.Length > LengthMax)
            return $"has more than {LengthMax} characters. Shorten it.";

        return id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '~')
            ? null
            : "has other characters than letters, digits and - _ . ~ . Leave them out.";
    }
}
