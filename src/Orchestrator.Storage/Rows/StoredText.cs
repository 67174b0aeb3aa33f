using System.Text;

namespace Orchestrator.Storage.Rows;

/// <summary>
/// Text for columns that lists filter by. PostgreSQL's text holds neither U+0000 nor half a surrogate pair: both become
/// U+FFFD, here and in what is searched for, so that a filter finds what was stored. The events keep the original.
/// </summary>
internal static class StoredText
{
    private const char Replacement = '\uFFFD';

    public static string Of(string text)
    {
        foreach (var character in text)
        {
            if (character == '\0' || char.IsSurrogate(character))
                return Clean(text);
        }

        return text;
    }

    /// <summary>Null for empty text: columns that few activations have hold nothing where there is nothing.</summary>
    public static string? OrNull(string text) => text.Length == 0 ? null : Of(text);

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value == 0 ? Replacement.ToString() : rune.ToString());

        return clean.ToString();
    }
}
