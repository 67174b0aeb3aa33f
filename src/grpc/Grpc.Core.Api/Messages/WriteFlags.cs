namespace Grpc.Core;

/// <summary>How a message is to be written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>More messages follow: the library may wait for them before it sends.</summary>
    BufferHint = 0x1,

    /// <summary>This message is not to be compressed, whatever the call says.</summary>
    NoCompress = 0x2,
}
