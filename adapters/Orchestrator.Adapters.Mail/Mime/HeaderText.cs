using System.Text;

namespace Orchestrator.Adapters.Mail.Mime;

/// <summary>Texts of headers (RFC 5322, 2.2): short lines, and words encoded where they are not ASCII (RFC 2047).</summary>
internal static class HeaderText
{
    private const int EncodedBytesMax = 42; // In base64 with its frame that makes a word of 68 characters.
    private const int LineMax = 76;

    /// <summary>A line break in it would begin a header of somebody else's.</summary>
    /// <exception cref="MailInputException">There are control characters in it.</exception>
    public static string Checked(string text, string what) => text.Any(char.IsControl)
        ? throw new MailInputException("HEADER_INVALID", $"There is a line break or control character in {what}.")
        : text;

    /// <summary>Free text, after a header's name of that length.</summary>
    public static string Unstructured(string text, int nameLength)
    {
        var isPlain = Ascii.IsValid(text) && !text.Contains("=?", StringComparison.Ordinal)
            && text.Split(' ').All(word => word.Length is > 0 and < LineMax - 2);
        return isPlain ? Folded(text, nameLength + 2) : Encoded(text);
    }

    /// <summary>A name before an address.</summary>
    public static string Phrase(string name)
    {
        if (!Ascii.IsValid(name) || name.Length > LineMax - 4)
            return Encoded(name);

        return name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_')
            ? name
            : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static string Folded(string text, int at)
    {
        var folded = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (folded.Length > 0)
            {
                var isTooLong = at + 1 + word.Length > LineMax;
                folded.Append(isTooLong ? "\r\n " : " ");
                at = isTooLong ? 1 : at + 1;
            }

            folded.Append(word);
            at += word.Length;
        }

        return folded.ToString();
    }

    /// <summary>No character is torn apart.</summary>
    private static string Encoded(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(one);
            if (word.Count + length > EncodedBytesMax)
                End();
            word.AddRange(one[..length]);
        }

        End();
        return string.Join("\r\n ", words);

        void End()
        {
            if (word.Count > 0)
                words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
            word.Clear();
        }
    }
}
