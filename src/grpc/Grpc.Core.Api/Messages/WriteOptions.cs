namespace Grpc.Core;

/// <summary>How messages are to be written. It does not change.</summary>
/// <param name="flags">Zero or more flags.</param>
public class WriteOptions(WriteFlags flags = default)
{
    /// <summary>No flags.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Zero or more flags.</summary>
    public WriteFlags Flags { get; } = flags;
}
