using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Adapters.Mail.Smtp;

/// <summary>A connection to a mail server, for one mail. A failure on the way is an IOException.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int LineMax = 4096;
    private const int LinesMax = 128;

    private readonly byte[] _buffer = new byte[LineMax];
    private Stream _stream;
    private int _start;
    private int _end;

    private SmtpConnection(Stream stream) => _stream = stream;

    public static async Task<SmtpConnection> OpenAsync(string host, int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation).ConfigureAwait(false);
            return new SmtpConnection(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>From here on everything is encrypted; what came before in clear does not count.</summary>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, CancellationToken cancellation)
    {
        if (_start < _end)
            throw new IOException("The server said more before encryption than it was asked.");

        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
    }

    public async Task<SmtpReply> AskAsync(string command, CancellationToken cancellation)
    {
        await SendAsync(Encoding.UTF8.GetBytes($"{command}\r\n"), cancellation).ConfigureAwait(false);
        return await ReadAsync(cancellation).ConfigureAwait(false);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _stream.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        await _stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>A reply, of one line or more.</summary>
    public async Task<SmtpReply> ReadAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (lines.Count < LinesMax)
        {
            var line = await LineAsync(cancellation).ConfigureAwait(false);
            if (line.Length < 3
                || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                || code is < 200 or > 599
                || (line.Length > 3 && line[3] is not (' ' or '-')))
                throw new IOException("The server answered with what is no SMTP.");

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
                return new SmtpReply(code, lines);
        }

        throw new IOException($"The server answered with more than {LinesMax} lines.");
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length)
                throw new IOException($"The server answered with a line of more than {LineMax} characters.");

            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            _end += read > 0 ? read : throw new IOException("The server ended the connection.");
        }
    }
}
