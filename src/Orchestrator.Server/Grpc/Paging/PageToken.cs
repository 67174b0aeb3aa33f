using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Orchestrator.Server.Grpc.Paging;

/// <summary>
/// Where a list goes on, as text that means nothing to its reader: what was last shown, bound to the filter that it was
/// shown under. A checksum tells a token that was cut, guessed or sent with another filter from a good one; it keeps
/// nothing secret.
/// </summary>
internal static class PageToken
{
    private const byte Format = 1;
    private const int ChecksumLength = 8;

    /// <summary>What was last shown may be named by another system, at any length.</summary>
    private const int LengthMax = 32 * 1024;

    /// <param name="last">What was last shown.</param>
    /// <param name="filter">The request without page size and token.</param>
    public static string Write(string last, IMessage filter)
    {
        var content = Encoding.UTF8.GetBytes(last);
        var token = new byte[1 + ChecksumLength + content.Length];
        token[0] = Format;
        Checksum(content, filter).CopyTo(token, 1);
        content.CopyTo(token, 1 + ChecksumLength);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>False where the token is none, or belongs to another filter.</summary>
    public static bool TryRead(string token, IMessage filter, out string last)
    {
        last = "";
        if (token.Length > LengthMax || !Base64Url.IsValid(token))
            return false;

        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < 1 + ChecksumLength || bytes[0] != Format)
            return false;

        var content = bytes.AsSpan(1 + ChecksumLength);
        if (!Checksum(content, filter).AsSpan().SequenceEqual(bytes.AsSpan(1, ChecksumLength)))
            return false;

        last = Encoding.UTF8.GetString(content);
        return true;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> content, IMessage filter)
    {
        var name = Encoding.UTF8.GetBytes(filter.Descriptor.Name);
        byte[] bytes = [Format, (byte)name.Length, .. name, (byte)content.Length, .. content, .. filter.ToByteArray()];
        return SHA256.HashData(bytes)[..ChecksumLength];
    }
}
