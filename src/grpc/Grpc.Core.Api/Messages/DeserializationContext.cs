using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message is read from. Used by one deserializer, once, and not after it has returned.</summary>
public abstract class DeserializationContext
{
    /// <summary>Made by the gRPC library.</summary>
    protected DeserializationContext()
    {
    }

    /// <summary>Bytes of the payload.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The payload as an array of its own, which may be kept.</summary>
    /// <exception cref="NotImplementedException">The gRPC library does not support it.</exception>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The payload where it lies; not to be kept.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(PayloadAsNewBuffer());
}
