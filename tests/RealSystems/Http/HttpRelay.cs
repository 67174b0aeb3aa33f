using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Http;

/// <summary>
/// Stands between an adapter and its system, passes on what is said, and arranges that a mishap befalls the next request
/// that has an effect.
/// </summary>
internal sealed class HttpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _port;
    private readonly Func<string, bool> _hasEffect;
    private readonly Lock _lock = new();
    private readonly List<Task> _connections = [];
    private Mishap? _mishap;
    private Func<Task>? _midCall;

    /// <param name="port">The system's, on 127.0.0.1.</param>
    /// <param name="hasEffect">Whether a request, its whole text, has one.</param>
    public HttpRelay(int port, Func<string, bool> hasEffect)
    {
        (_port, _hasEffect) = (port, hasEffect);
        _listener.Start();
        _connections.Add(ListenAsync());
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Befalls the next request that has an effect, once.</summary>
    public void Arrange(Mishap mishap)
    {
        lock (_lock)
            _mishap = mishap;
    }

    /// <summary>Done once the next request with an effect was passed on, and before its answer is looked for.</summary>
    public void InMidCall(Func<Task> action)
    {
        lock (_lock)
            _midCall = action;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var peer = await _listener.AcceptTcpClientAsync(_end.Token);
                lock (_lock)
                    _connections.Add(ServeAsync(peer));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient peer)
    {
        using (peer)
        {
            try
            {
                while (await HttpMessage.ReadAsync(peer.GetStream(), _end.Token) is { } request
                    && await AnswerAsync(peer, request))
                {
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
            {
                // One side has gone, and so goes the other.
            }
        }
    }

    /// <summary>Whether the connection goes on.</summary>
    private async Task<bool> AnswerAsync(TcpClient peer, byte[] request)
    {
        var (mishap, midCall) = Take(Encoding.UTF8.GetString(request));
        if (mishap == Mishap.LostCall)
            return false;
        if (mishap == Mishap.Hang)
            await Task.Delay(Timeout.Infinite, _end.Token);

        using var system = new TcpClient();
        await system.ConnectAsync(IPAddress.Loopback, _port, _end.Token);
        await system.GetStream().WriteAsync(request, _end.Token);
        if (midCall is not null)
            await midCall();
        var response = await HttpMessage.ReadAsync(system.GetStream(), _end.Token);
        if (response is null || mishap == Mishap.LostAnswer)
            return false;

        await peer.GetStream().WriteAsync(response, _end.Token);
        return !HttpMessage.Header(response, "Connection").Contains("close", StringComparison.OrdinalIgnoreCase);
    }

    private (Mishap? Mishap, Func<Task>? MidCall) Take(string request)
    {
        lock (_lock)
        {
            if (!_hasEffect(request))
                return (null, null);

            var taken = (_mishap, _midCall);
            (_mishap, _midCall) = (null, null);
            return taken;
        }
    }
}

/// <summary>Requests and responses of HTTP/1.1 whose bodies say how long they are.</summary>
internal static class HttpMessage
{
    /// <summary>The next one, whole; null where the other side has ended before.</summary>
    public static async Task<byte[]?> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (!IsWhole(read.ToArray()))
        {
            var count = await stream.ReadAsync(buffer, cancellation);
            if (count == 0)
                return null;

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    /// <summary>A header's value; empty where it is not there.</summary>
    public static string Header(byte[] message, string name)
    {
        var text = Encoding.Latin1.GetString(message);
        foreach (var line in text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[..colon].Equals(name, StringComparison.OrdinalIgnoreCase))
                return line[(colon + 1)..].Trim();
        }

        return "";
    }

    private static bool IsWhole(byte[] message)
    {
        var head = message.AsSpan().IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;

        var length = Header(message, "Content-Length");
        return message.Length >= head + 4 + (length.Length == 0 ? 0 : int.Parse(length, CultureInfo.InvariantCulture));
    }
}
