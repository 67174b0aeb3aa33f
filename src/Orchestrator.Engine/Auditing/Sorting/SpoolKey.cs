using System.Text;

namespace Orchestrator.Engine.Auditing.Sorting;

/// <summary>
/// Texts as the bytes that records are ordered by: UTF-8, each followed by a zero, so that the order is that of the
/// first text, then of the second, and so on, as databases have it that compare bytes. What no database keeps (U+0000,
/// half a surrogate pair) becomes U+FFFD here as it does there.
/// </summary>
internal static class SpoolKey
{
    private static readonly UTF8Encoding Utf8 = new();

    public static byte[] Of(params ReadOnlySpan<string> texts)
    {
        var length = texts.Length;
        foreach (var text in texts)
            length += Utf8.GetByteCount(Clean(text));
        var key = new byte[length];
        var place = 0;
        foreach (var text in texts)
            place += Utf8.GetBytes(Clean(text), key.AsSpan(place)) + 1;
        return key;
    }

    public static string[] Read(ReadOnlySpan<byte> key)
    {
        var texts = new List<string>();
        for (var rest = key; rest.Length > 0;)
        {
            var end = rest.IndexOf((byte)0);
            texts.Add(Utf8.GetString(rest[..end]));
            rest = rest[(end + 1)..];
        }

        return [.. texts];
    }

    /// <summary>The part of a key that holds its first texts.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> key, int texts)
    {
        var length = 0;
        for (var index = 0; index < texts; index++)
            length += key[length..].IndexOf((byte)0) + 1;
        return key[..length];
    }

    private static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? text.Replace('\0', '\uFFFD')
        : text;
}
