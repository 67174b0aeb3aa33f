using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Storage.Rows;

/// <summary>
/// What makes a start unique: 128 bits of SHA-256 over caller and request id. A fixed small key costs less than half of
/// the two texts in index and log, and two different requests with one key are not to be found. The texts themselves
/// are in the activation's first event.
/// </summary>
internal static class RequestKey
{
    public const int Length = 16;

    private static readonly UTF8Encoding Utf8 = new();

    public static byte[] Of(string caller, string requestId)
    {
        // The caller's length comes first, so that no two pairs are one text.
        var text = new byte[sizeof(int) + Utf8.GetMaxByteCount(caller.Length + requestId.Length)];
        var length = Utf8.GetBytes(caller, text.AsSpan(sizeof(int)));
        BinaryPrimitives.WriteInt32LittleEndian(text, length);
        length += sizeof(int);
        length += Utf8.GetBytes(requestId, text.AsSpan(length));
        return SHA256.HashData(text.AsSpan(0, length))[..Length];
    }
}
