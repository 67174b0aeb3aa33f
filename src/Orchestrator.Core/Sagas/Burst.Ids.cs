using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Orchestrator.Core.Sagas;

/// <summary>Ids that scripts ask for.</summary>
internal sealed partial class Burst
{
    private int _ids;

    /// <summary>
    /// An id of its own for each call: a digest of the activation's id, of its events so far, and of how many ids this
    /// transition has made. The same input gives the same one again; no other gives it.
    /// </summary>
    public Guid NewId()
    {
        Span<byte> material = stackalloc byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(material, State.Id);
        BinaryPrimitives.WriteInt64LittleEndian(material[8..], State.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(material[16..], Now.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(material[24..], _ids++);
        var id = SHA256.HashData(material).AsSpan(0, 16);

        // Marked as made by its maker's own rule (RFC 9562, version 8).
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
