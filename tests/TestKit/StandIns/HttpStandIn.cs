using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Orchestrator.TestKit.StandIns;

/// <summary>Answers requests as a test says, and keeps them. It is no real system, and is called so.</summary>
public sealed class HttpStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly Func<Received, Reply?> _answer;
    private readonly Func<Stream, Task<Stream>> _secure;
    private readonly Task _serving;

    /// <param name="answer">Null closes the connection without an answer.</param>
    /// <param name="secure">What is done to a connection before anything is said; null for nothing.</param>
    public HttpStandIn(Func<Received, Reply?> answer, Func<Stream, Task<Stream>>? secure = null)
    {
        (_answer, _secure) = (answer, secure ?? Task.FromResult);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<Received> Requests => [.. _received];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
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
                await using var stream = await _secure(peer.GetStream());
                while (await ReadAsync(stream) is { } request)
                {
                    _received.Enqueue(request);
                    if (_answer(request) is not { } reply)
                        return;

                    await stream.WriteAsync(Encoding.UTF8.GetBytes(reply.ToString()));
                }
            }
            catch (Exception ended) when (ended is IOException or AuthenticationException)
            {
                // The other side has gone, or is not who it should be.
            }
        }
    }

    private static async Task<Received?> ReadAsync(Stream stream)
    {
        var text = "";
        var buffer = new byte[4096];
        while (Received.Parse(text) is var request)
        {
            if (request is not null)
                return request;

            var count = await stream.ReadAsync(buffer);
            if (count == 0)
                return null;

            text += Encoding.UTF8.GetString(buffer, 0, count);
        }

        return null;
    }
}

/// <summary>A request as it came.</summary>
public sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Null where it is not whole yet.</summary>
    public static Received? Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return null;

        var lines = text[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var body = text[(end + 4)..];
        var length = headers.TryGetValue("Content-Length", out var known) ? int.Parse(known, CultureInfo.InvariantCulture) : 0;
        return Encoding.UTF8.GetByteCount(body) < length
            ? null
            : new(lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, body);
    }

    /// <summary>A header's value; empty where it was not sent.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>The fields of a form, decoded.</summary>
    public Dictionary<string, string> Form() => Body.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(field => field.Split('='))
        .ToDictionary(field => WebUtility.UrlDecode(field[0]), field => WebUtility.UrlDecode(field[1]));
}

/// <summary>What is answered.</summary>
public sealed record Reply(int Status, string Body = "", params (string Name, string Value)[] Headers)
{
    public override string ToString() =>
        $"HTTP/1.1 {Status} {(HttpStatusCode)Status}\r\nContent-Type: application/json\r\n"
        + string.Concat(Headers.Select(header => $"{header.Name}: {header.Value}\r\n"))
        + $"Content-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n\r\n{Body}";
}
