namespace Orchestrator.Server.Grpc.Checks;

/// <summary>What every text of a request must keep.</summary>
public static class TextChecks
{
    /// <summary>A text with a bound; may be empty unless it is required.</summary>
    public static void Text(
        this Violations violations, string field, string value, int lengthMax, bool required = false)
    {
        if (required && string.IsNullOrWhiteSpace(value))
            violations.Add(field, "is required.");
        else if (value.Length > lengthMax)
            violations.Add(field, $"has {value.Length} characters; {lengthMax} are allowed.");
        else if (Flaw(value) is { } flaw)
            violations.Add(field, flaw);
    }

    /// <summary>Must be empty, for a reason.</summary>
    public static void Absent(this Violations violations, string field, string value, string why)
    {
        if (value.Length > 0)
            violations.Add(field, why);
    }

    /// <summary>What no database and no log could keep as it is; null where there is nothing of it.</summary>
    public static string? Flaw(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\0')
                return "holds the character U+0000.";
            if (!char.IsSurrogate(character))
                continue;
            if (!char.IsHighSurrogate(character) || index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]))
                return "holds half of a surrogate pair.";

            index++;
        }

        return null;
    }
}
