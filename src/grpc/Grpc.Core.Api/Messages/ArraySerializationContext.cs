using System.Buffers;
using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>Lets a marshaller that writes in place give an array.</summary>
internal sealed class ArraySerializationContext : SerializationContext
{
    private ArrayBufferWriter<byte>? _writer;
    private byte[]? _payload;

    public byte[] Payload
    {
        get
        {
            GrpcPreconditions.CheckState(_payload is not null, "The serializer did not complete the message.");
            return _payload;
        }
    }

    public override void Complete(byte[] payload)
    {
        GrpcPreconditions.CheckState(_payload is null && _writer is null, "The message was begun or completed before.");
        _payload = payload;
    }

    public override IBufferWriter<byte> GetBufferWriter() => _writer ??= new ArrayBufferWriter<byte>();

    public override void SetPayloadLength(int payloadLength)
    {
        if (payloadLength > 0) _writer ??= new ArrayBufferWriter<byte>(payloadLength);
    }

    public override void Complete()
    {
        GrpcPreconditions.CheckState(_payload is null, "The message was completed before.");
        _payload = _writer is null ? [] : _writer.WrittenSpan.ToArray();
    }
}
