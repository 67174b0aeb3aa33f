using System.Globalization;
using System.Text;

namespace Orchestrator.Adapters.Mail.Mime;

/// <summary>Text of any length and script in short lines of ASCII (RFC 2045, 6.7).</summary>
internal static class QuotedPrintable
{
    private const int LineMax = 76;

    /// <summary>Lines end with CR LF, the last one too.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder();
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        foreach (var line in lines)
            Line(encoded, Encoding.UTF8.GetBytes(line));
        return encoded.ToString();
    }

    private static void Line(StringBuilder encoded, byte[] bytes)
    {
        var length = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            var isLast = at == bytes.Length - 1;
            var isPlain = bytes[at] is > 32 and < 127 and not (byte)'=' || (bytes[at] is 32 or 9 && !isLast);
            var width = isPlain ? 1 : 3;
            if (length + width > LineMax - (isLast ? 0 : 1))
            {
                encoded.Append("=\r\n");
                length = 0;
            }

            if (isPlain)
                encoded.Append((char)bytes[at]);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"={bytes[at]:X2}");
            length += width;
        }

        encoded.Append("\r\n");
    }
}
