using System.Globalization;
using System.Text;

namespace Orchestrator.Adapters.Ldap.Wire;

/// <summary>A distinguished name (RFC 4514).</summary>
internal sealed class Dn
{
    private readonly List<string> _parts;

    private Dn(List<string> parts) => _parts = parts;

    /// <summary>Whether it is that one, or below it. Neither case nor blanks between words count.</summary>
    public bool IsWithin(Dn other) =>
        _parts.Count >= other._parts.Count
        && _parts[^other._parts.Count..].Select(Comparable).SequenceEqual(other._parts.Select(Comparable));

    public bool Names(Dn other) => _parts.Count == other._parts.Count && IsWithin(other);

    /// <summary>In one way of writing it: names of attributes in lower case, values escaped where they must be.</summary>
    public override string ToString() => string.Join(',', _parts);

    /// <exception cref="FormatException">It is none.</exception>
    public static Dn Parse(string text)
    {
        var parts = new List<string>();
        for (var at = 0; at < text.Length; at++)
            parts.Add(Relative(text, ref at));
        return parts.Count == 0 || text.EndsWith(',') && !text.EndsWith("\\,", StringComparison.Ordinal)
            ? throw new FormatException($"'{text}' is no distinguished name. Write uid=ada,ou=people,dc=example,dc=com.")
            : new Dn(parts);
    }

    /// <summary>A value, fit to stand in a name.</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            var isAtEnd = at == 0 || at == value.Length - 1;
            if (value[at] is '\0')
                escaped.Append("\\00");
            else if (value[at] is '"' or '+' or ',' or ';' or '<' or '>' or '\\' or '='
                || (value[at] == ' ' && isAtEnd) || (value[at] == '#' && at == 0))
                escaped.Append('\\').Append(value[at]);
            else
                escaped.Append(value[at]);
        }

        return escaped.ToString();
    }

    /// <summary>One part, which may be of several attributes; ends at the comma behind it.</summary>
    private static string Relative(string text, ref int at)
    {
        var pairs = new List<string>();
        do
        {
            if (pairs.Count > 0)
                at++;
            pairs.Add(Pair(text, ref at));
        }
        while (at < text.Length && text[at] == '+');

        return string.Join('+', pairs.Order(StringComparer.OrdinalIgnoreCase));
    }

    private static string Pair(string text, ref int at)
    {
        var equals = text.IndexOf('=', at);
        var name = equals < 0 ? "" : text[at..equals].Trim();
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'))
            throw new FormatException($"'{text}' is no distinguished name: each part is written name=value.");

        at = equals + 1;
        var value = Value(text, ref at);
        return $"{name.ToLowerInvariant()}={Escape(value)}";
    }

    private static string Value(string text, ref int at)
    {
        var bytes = new List<byte>();
        var (start, kept) = (true, 0); // Blanks around a value do not count, unless they are escaped.
        for (; at < text.Length && text[at] is not (',' or '+'); at++)
        {
            if (text[at] is ';' or '<' or '>' or '"')
                throw new FormatException($"'{text}' is no distinguished name: '{text[at]}' is written \\{text[at]}.");
            if (start && text[at] == ' ')
                continue;

            start = false;
            var isEscaped = text[at] == '\\';
            Append(text, ref at, bytes);
            if (isEscaped || bytes[^1] != ' ')
                kept = bytes.Count;
        }

        return Encoding.UTF8.GetString([.. bytes[..kept]]);
    }

    private static void Append(string text, ref int at, List<byte> bytes)
    {
        if (text[at] != '\\')
        {
            var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
            bytes.AddRange(Encoding.UTF8.GetBytes(text, at, length));
            at += length - 1;
        }
        else if (at + 2 < text.Length && byte.TryParse(
            text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            bytes.Add(value);
            at += 2;
        }
        else if (at + 1 < text.Length)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(text, ++at, 1));
        }
        else
        {
            throw new FormatException($"'{text}' is no distinguished name: it ends with \\.");
        }
    }

    private static string Comparable(string part) => string.Join(
        ' ', part.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
