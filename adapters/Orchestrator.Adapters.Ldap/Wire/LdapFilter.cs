using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace Orchestrator.Adapters.Ldap.Wire;

/// <summary>A search filter (RFC 4515), written as it goes over the wire. Extensible matches are not understood.</summary>
internal static class LdapFilter
{
    private const int DepthMax = 32;

    /// <summary>A value, fit to stand in a filter.</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder();
        foreach (var letter in value)
        {
            if (letter is '*' or '(' or ')' or '\\' or '\0')
                escaped.Append(CultureInfo.InvariantCulture, $"\\{(int)letter:x2}");
            else
                escaped.Append(letter);
        }

        return escaped.ToString();
    }

    /// <exception cref="FormatException">It is no filter.</exception>
    public static void Write(AsnWriter writer, string filter)
    {
        var at = 0;
        One(writer, filter, ref at, 0);
        if (at != filter.Length)
            throw Wrong(filter, at);
    }

    private static void One(AsnWriter writer, string filter, ref int at, int depth)
    {
        Expect(filter, ref at, '(');
        if (depth > DepthMax)
            throw new FormatException("The filter is too deep.");

        switch (at < filter.Length ? filter[at] : ' ')
        {
            case '&':
                Several(writer, 0, filter, ref at, depth);
                break;
            case '|':
                Several(writer, 1, filter, ref at, depth);
                break;
            case '!':
                at++;
                using (writer.PushSequence(Context(2)))
                    One(writer, filter, ref at, depth + 1);
                break;
            default:
                Item(writer, filter, ref at);
                break;
        }

        Expect(filter, ref at, ')');
    }

    private static void Several(AsnWriter writer, int tag, string filter, ref int at, int depth)
    {
        at++;
        using (writer.PushSetOf(Context(tag)))
        {
            while (at < filter.Length && filter[at] == '(')
                One(writer, filter, ref at, depth + 1);
        }
    }

    private static void Item(AsnWriter writer, string filter, ref int at)
    {
        var end = filter.IndexOf(')', at);
        var equals = filter.IndexOf('=', at);
        if (end < 0 || equals < 0 || equals > end || equals == at)
            throw Wrong(filter, at);

        var (tag, nameEnd) = filter[equals - 1] switch
        {
            '>' => (5, equals - 1),
            '<' => (6, equals - 1),
            '~' => (8, equals - 1),
            _ => (3, equals),
        };
        var (name, value) = (filter[at..nameEnd], filter[(equals + 1)..end]);
        if (name.Length == 0
            || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or ';'))
            throw Wrong(filter, at);

        if (tag == 3 && value == "*")
            writer.WriteOctetString(Encoding.UTF8.GetBytes(name), Context(7));
        else if (tag == 3 && value.Contains('*', StringComparison.Ordinal))
            Substrings(writer, name, value);
        else
            Comparison(writer, tag, name, value);
        at = end;
    }

    private static void Comparison(AsnWriter writer, int tag, string name, string value)
    {
        using (writer.PushSequence(Context(tag)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
            writer.WriteOctetString(Unescape(value));
        }
    }

    private static void Substrings(AsnWriter writer, string name, string value)
    {
        var parts = value.Split('*');
        using (writer.PushSequence(Context(4)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
            using (writer.PushSequence())
            {
                for (var part = 0; part < parts.Length; part++)
                {
                    var tag = part == 0 ? 0 : part == parts.Length - 1 ? 2 : 1;
                    if (parts[part].Length > 0)
                        writer.WriteOctetString(Unescape(parts[part]), Context(tag));
                }
            }
        }
    }

    private static byte[] Unescape(string value)
    {
        var bytes = new List<byte>();
        var parts = value.Split('\\');
        bytes.AddRange(Encoding.UTF8.GetBytes(parts[0]));
        foreach (var part in parts.Skip(1))
        {
            if (part.Length < 2 || !byte.TryParse(
                part.AsSpan(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var one))
                throw new FormatException($"In a filter's value '{value}', \\ is followed by two hexadecimal digits.");

            bytes.Add(one);
            bytes.AddRange(Encoding.UTF8.GetBytes(part[2..]));
        }

        return [.. bytes];
    }

    private static void Expect(string filter, ref int at, char letter)
    {
        if (at >= filter.Length || filter[at] != letter)
            throw Wrong(filter, at);

        at++;
    }

    private static FormatException Wrong(string filter, int at) =>
        new($"'{filter}' is no filter from its character {at + 1} on. Write (uid=ada), or (&(a=1)(b=2)).");

    private static Asn1Tag Context(int value) => new(TagClass.ContextSpecific, value);
}
