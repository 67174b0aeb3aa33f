using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>
/// The encoding "deflate", which by HTTP's definition is zlib's format (RFC 1950) around the bare algorithm.
/// </summary>
/// <param name="defaultCompressionLevel">How hard to try where a message does not say.</param>
public sealed class DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) : ICompressionProvider
{
    /// <inheritdoc/>
    public string EncodingName => "deflate";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new ZLibStream(stream, compressionLevel ?? defaultCompressionLevel, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new ZLibStream(stream, CompressionMode.Decompress);
}
