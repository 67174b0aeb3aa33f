using System.IO.Compression;
using Grpc.Net.Compression;

namespace Orchestrator.Tests.Unit.Grpc;

public class CompressionTests
{
    private static readonly byte[] Message =
        [.. Enumerable.Repeat("activation "u8.ToArray(), 100).SelectMany(part => part)];

    public static TheoryData<ICompressionProvider, string, byte[]> Providers => new()
    {
        { new GzipCompressionProvider(CompressionLevel.Fastest), "gzip", [0x1f, 0x8b] },     // RFC 1952 §2.3.1
        { new DeflateCompressionProvider(CompressionLevel.Fastest), "deflate", [0x78] },     // RFC 1950 §2.2
    };

    [Theory]
    [MemberData(nameof(Providers))]
    public void What_is_compressed_comes_back(ICompressionProvider provider, string name, byte[] magic)
    {
        using var compressed = new MemoryStream();

        using (var stream = provider.CreateCompressionStream(compressed, null))
        {
            stream.Write(Message);
        }

        compressed.Position = 0;
        using var read = new MemoryStream();
        using (var stream = provider.CreateDecompressionStream(compressed))
        {
            stream.CopyTo(read);
        }

        Assert.Equal(name, provider.EncodingName);
        Assert.Equal(Message, read.ToArray());
        Assert.Equal(magic, compressed.ToArray()[..magic.Length]);
        Assert.InRange(compressed.ToArray().Length, 1, Message.Length / 2);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_level_of_a_message_goes_before_the_default(ICompressionProvider provider, string name, byte[] magic)
    {
        using var stored = new MemoryStream();

        using (var stream = provider.CreateCompressionStream(stored, CompressionLevel.NoCompression))
        {
            stream.Write(Message);
        }

        Assert.Equal(name, provider.EncodingName);
        Assert.Equal(magic[0], stored.ToArray()[0]);
        Assert.InRange(stored.Length, Message.Length, int.MaxValue);
    }
}
