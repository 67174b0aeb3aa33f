using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Digests of texts, as hexadecimal digits; of no text, no text.</summary>
internal static class HashFilters
{
    // Templates ask for these by name, as a checksum for some other system; nothing here is made safe by them.
#pragma warning disable CA5350, CA5351
    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("md5", Of(MD5.HashData)),
        ("sha1", Of(SHA1.HashData)),
        ("sha256", Of(SHA256.HashData)),
    ];
#pragma warning restore CA5350, CA5351

    private static LiquidFilter Of(Func<byte[], byte[]> digest) => TextFilters.Of(text =>
        text.Length == 0 ? "" : Convert.ToHexStringLower(digest(Encoding.UTF8.GetBytes(text))));
}
