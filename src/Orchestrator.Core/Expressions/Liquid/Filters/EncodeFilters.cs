using System.Globalization;
using System.Text;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Base64 and URLs.</summary>
internal static class EncodeFilters
{
    private static readonly System.Buffers.SearchValues<char> Plain = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!*()");

    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("base64", TextFilters.Of(ToBase64)),
        ("base64_encode", TextFilters.Of(ToBase64)),
        ("base64_decode", TextFilters.Of(FromBase64)),
        ("base64_url_safe_encode", TextFilters.Of(
            text => ToBase64(text).Replace('+', '-').Replace('/', '_').TrimEnd('='))),
        ("base64_url_safe_decode", TextFilters.Of(
            text => FromBase64(Padded(text.Replace('-', '+').Replace('_', '/'))))),
        ("url_encode", TextFilters.Of(UrlEncode)),
        ("url_decode", TextFilters.Of(UrlDecode)),
    ];

    private static string ToBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string FromBase64(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw new LiquidFailure("A text is no base64.");
        }
    }

    private static string Padded(string text) => text.PadRight((text.Length + 3) / 4 * 4, '=');

    /// <summary>As forms do it: a blank is a plus sign.</summary>
    private static string UrlEncode(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
            return text;

        var result = new StringBuilder(text.Length * 2);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet == ' ')
                result.Append('+');
            else if (octet < 128 && Plain.Contains((char)octet))
                result.Append((char)octet);
            else
                result.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return result.ToString();
    }

    /// <summary>What is no code stays as it is.</summary>
    private static string UrlDecode(string text)
    {
        var octets = new List<byte>(text.Length);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var index = 0; index < bytes.Length; index++)
        {
            if (bytes[index] == '%' && index + 2 < bytes.Length && byte.TryParse(
                bytes.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                octets.Add(code);
                index += 2;
            }
            else
            {
                octets.Add(bytes[index] == '+' ? (byte)' ' : bytes[index]);
            }
        }

        return Encoding.UTF8.GetString([.. octets]);
    }
}
