using System.Text;

namespace Orchestrator.Adapters.Netconf.Messages;

/// <summary>
/// Takes messages out of a stream of bytes (RFC 6242, section 4): ended by <c>]]&gt;]]&gt;</c>, or in chunks. What does
/// not keep to that, or is longer than may be, is an error at once, however it arrives.
/// </summary>
/// <param name="stream">What the device sends.</param>
/// <param name="bytesMax">Of one message, without its framing.</param>
internal sealed class MessageReader(Stream stream, int bytesMax)
{
    private const int ChunkDigitsMax = 10;

    private static readonly byte[] End = "]]>]]>"u8.ToArray();

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _at;
    private int _count;

    /// <summary>Whether messages come in chunks, as from base:1.1 on.</summary>
    public bool IsChunked { get; set; }

    /// <exception cref="EndOfStreamException">The stream has ended.</exception>
    /// <exception cref="InvalidDataException">It is no message, or too long.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        if (IsChunked)
            await ReadChunksAsync(message, cancellation).ConfigureAwait(false);
        else
            await ReadToEndMarkAsync(message, cancellation).ConfigureAwait(false);
        return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
    }

    private async Task ReadToEndMarkAsync(MemoryStream message, CancellationToken cancellation)
    {
        while (true)
        {
            Add(message, await NextAsync(cancellation).ConfigureAwait(false));
            if (message.Length >= End.Length
                && message.GetBuffer().AsSpan((int)message.Length - End.Length, End.Length).SequenceEqual(End))
            {
                message.SetLength(message.Length - End.Length);
                return;
            }
        }
    }

    private async Task ReadChunksAsync(MemoryStream message, CancellationToken cancellation)
    {
        while (await ReadChunkHeadAsync(cancellation).ConfigureAwait(false) is var size and > 0)
        {
            if (message.Length + size > bytesMax)
                throw TooLong();

            for (var left = size; left > 0;)
            {
                await FillAsync(cancellation).ConfigureAwait(false);
                var taken = (int)Math.Min(left, _count - _at);
                message.Write(_buffer, _at, taken);
                _at += taken;
                left -= taken;
            }
        }
    }

    /// <summary>The size of the chunk that follows; 0 where the message ends.</summary>
    private async Task<long> ReadChunkHeadAsync(CancellationToken cancellation)
    {
        await ExpectAsync('\n', cancellation).ConfigureAwait(false);
        await ExpectAsync('#', cancellation).ConfigureAwait(false);
        var digit = await NextAsync(cancellation).ConfigureAwait(false);
        if (digit == '#')
        {
            await ExpectAsync('\n', cancellation).ConfigureAwait(false);
            return 0;
        }

        long size = 0;
        for (var digits = 0; digit != '\n'; digits++)
        {
            if (digit is < (byte)'0' or > (byte)'9' || digits == ChunkDigitsMax || (digits == 0 && digit == '0'))
                throw new InvalidDataException("The device sent a chunk without a proper size.");

            size = (size * 10) + digit - '0';
            digit = await NextAsync(cancellation).ConfigureAwait(false);
        }

        return size > 0 ? size : throw new InvalidDataException("The device sent a chunk without a size.");
    }

    private async Task ExpectAsync(char expected, CancellationToken cancellation)
    {
        var came = await NextAsync(cancellation).ConfigureAwait(false);
        if (came != expected)
            throw new InvalidDataException(
                $"The device sent byte {came} where a chunk should have begun or ended.");
    }

    private void Add(MemoryStream message, byte one)
    {
        message.WriteByte(one);
        if (message.Length > (long)bytesMax + End.Length)
            throw TooLong();
    }

    private InvalidDataException TooLong() => new($"The device sent a message of more than {bytesMax} bytes.");

    private async ValueTask<byte> NextAsync(CancellationToken cancellation)
    {
        await FillAsync(cancellation).ConfigureAwait(false);
        return _buffer[_at++];
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_at < _count)
            return;

        (_at, _count) = (0, await stream.ReadAsync(_buffer, cancellation).ConfigureAwait(false));
        if (_count == 0)
            throw new EndOfStreamException("The connection has ended.");
    }
}
