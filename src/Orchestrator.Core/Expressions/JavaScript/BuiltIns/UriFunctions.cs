using System.Globalization;
using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Texts as parts of addresses (ECMA-262, 19.2.6).</summary>
internal static class UriFunctions
{
    private const string Component = "-_.!~*'()";
    private const string Whole = Component + ";/?:@&=+$,#";
    private const string Kept = ";/?:@&=+$,#";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static void Define(Dictionary<string, JsValue> globals)
    {
        Add("encodeURIComponent", (run, text) => Encode(run, text, Component));
        Add("encodeURI", (run, text) => Encode(run, text, Whole));
        Add("decodeURIComponent", (run, text) => Decode(run, text, ""));
        Add("decodeURI", (run, text) => Decode(run, text, Kept));
        Add("escape", Escape);
        Add("unescape", Unescape);

        void Add(string name, Func<Run, string, string> convert) => globals[name] = new NativeFunction(
            name, 1, (run, _, given) =>
            {
                var text = Conversion.ToText(run, given.At(0));
                run.Step(text.Length >> 4);
                return StringBuiltIns.Made(run, convert(run, text));
            });
    }

    private static string Encode(Run run, string text, string kept)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            run.CheckText(result.Length);
            if (char.IsAsciiLetterOrDigit(text[at]) || kept.Contains(text[at], StringComparison.Ordinal))
            {
                result.Append(text[at]);
                continue;
            }

            var isPair = char.IsSurrogatePair(text, at);
            if (char.IsSurrogate(text[at]) && !isPair)
                throw run.UriError("URI malformed");
            foreach (var code in Encoding.UTF8.GetBytes(text.Substring(at, isPair ? 2 : 1)))
                result.Append(CultureInfo.InvariantCulture, $"%{code:X2}");
            at += isPair ? 1 : 0;
        }

        return result.ToString();
    }

    private static string Decode(Run run, string text, string kept)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '%')
            {
                result.Append(text[at++]);
                continue;
            }

            var start = at;
            var count = Length(Byte(run, text, at));
            var codes = new byte[Math.Max(1, count)];
            for (var index = 0; index < codes.Length; index++, at += 3)
                codes[index] = Byte(run, text, at);
            var letters = Letters(run, codes);
            result.Append(kept.Contains(letters, StringComparison.Ordinal) ? text[start..at] : letters);
        }

        return result.ToString();
    }

    private static int Length(byte first) => first switch { < 0x80 => 1, >= 0xF0 => 4, >= 0xE0 => 3, _ => 2 };

    private static byte Byte(Run run, string text, int at) =>
        at + 2 < text.Length && text[at] == '%'
            && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var code)
            ? code
            : throw run.UriError("URI malformed");

    private static string Letters(Run run, byte[] codes)
    {
        try
        {
            return Strict.GetString(codes);
        }
        catch (ArgumentException)
        {
            throw run.UriError("URI malformed");
        }
    }

    private static string Escape(Run run, string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            run.CheckText(result.Length);
            if (char.IsAsciiLetterOrDigit(letter) || "@*_+-./".Contains(letter, StringComparison.Ordinal))
                result.Append(letter);
            else
                result.Append(letter < 256 ? $"%{(int)letter:X2}" : $"%u{(int)letter:X4}");
        }

        return result.ToString();
    }

    private static string Unescape(Run run, string text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var (start, digits) = at + 1 < text.Length && text[at + 1] == 'u' ? (at + 2, 4) : (at + 1, 2);
            if (text[at] == '%' && start + digits <= text.Length
                && ushort.TryParse(text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                at = start + digits - 1;
                continue;
            }

            result.Append(text[at]);
        }

        return result.ToString();
    }
}
