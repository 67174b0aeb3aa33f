using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message is written to. Used by one serializer, once.</summary>
public abstract class SerializationContext
{
    /// <summary>Made by the gRPC library.</summary>
    protected SerializationContext()
    {
    }

    /// <summary>Ends the message with a whole payload. Excludes <see cref="GetBufferWriter"/>.</summary>
    /// <param name="payload">The payload; it belongs to the context from now on.</param>
    /// <exception cref="NotImplementedException">The gRPC library does not support it.</exception>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>Where to write the payload; to be ended with <see cref="Complete()"/>.</summary>
    /// <exception cref="NotImplementedException">The gRPC library does not support it.</exception>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Tells the payload's length before it is written, so that it need not be buffered.</summary>
    /// <param name="payloadLength">Bytes that will be written, exactly.</param>
    public virtual void SetPayloadLength(int payloadLength)
    {
        // A hint: a library that has no use for it need not listen.
    }

    /// <summary>Ends the message that was written to <see cref="GetBufferWriter"/>.</summary>
    /// <exception cref="NotImplementedException">The gRPC library does not support it.</exception>
    public virtual void Complete() => throw new NotImplementedException();
}
