using System.Net;
using System.Net.Sockets;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Ldap;

/// <summary>Stands between an adapter and a directory; a mishap befalls the next request that changes something.</summary>
internal sealed class LdapRelay : IAsyncDisposable
{
    private const byte ModifyRequest = 0x66;
    private const byte AddRequest = 0x68;
    private const byte DeleteRequest = 0x4a;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private int _mishap = -1;

    public LdapRelay(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Mishap Next
    {
        set => _mishap = (int)value;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException)
        {
            // The relay has ended.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                var answers = server.GetStream().CopyToAsync(client.GetStream(), _end.Token);
                await ForwardAsync(client.GetStream(), server.GetStream(), answers);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
            {
                // One of both sides has gone, and the other is told by closing.
            }
        }
    }

    private async Task ForwardAsync(NetworkStream client, NetworkStream server, Task answers)
    {
        while (await ReadAsync(client) is { } message)
        {
            var mishap = IsChange(message) ? (Mishap)Interlocked.Exchange(ref _mishap, -1) : (Mishap)(-1);
            switch (mishap)
            {
                case Mishap.LostCall:
                    return;
                case Mishap.Hang:
                    await Task.Delay(Timeout.Infinite, _end.Token);
                    return;
                case Mishap.LostAnswer:
                    await SendAndSwallowAsync(message);
                    return;
                default:
                    await server.WriteAsync(message, _end.Token);
                    break;
            }
        }

        server.Socket.Shutdown(SocketShutdown.Send);
        await answers;
    }

    /// <summary>On a connection of its own, as the administrator: its answer is read to the end, and told to nobody.</summary>
    private async Task SendAndSwallowAsync(byte[] message)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
        await server.GetStream().WriteAsync(Bind(), _end.Token);
        await ReadAsync(server.GetStream());
        await server.GetStream().WriteAsync(message, _end.Token);
        await ReadAsync(server.GetStream());
    }

    private static byte[] Bind()
    {
        var (dn, password) = (System.Text.Encoding.UTF8.GetBytes(Slapd.Admin), System.Text.Encoding.UTF8.GetBytes(Slapd.Password));
        byte[] body = [2, 1, 3, 4, (byte)dn.Length, .. dn, 0x80, (byte)password.Length, .. password];
        return [0x30, (byte)(body.Length + 5), 2, 1, 1, 0x60, (byte)body.Length, .. body];
    }

    /// <summary>The kind of request stands behind the message's length and number.</summary>
    private static bool IsChange(byte[] message)
    {
        var at = message[1] < 0x80 ? 2 : 2 + (message[1] & 0x7f);
        return message[at + 2 + message[at + 1]] is ModifyRequest or AddRequest or DeleteRequest;
    }

    /// <summary>One message; null at the end.</summary>
    private async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        var head = new byte[2];
        if (await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, _end.Token) < 2)
            return null;

        var more = new byte[head[1] < 0x80 ? 0 : head[1] & 0x7f];
        await stream.ReadExactlyAsync(more, _end.Token);
        var length = more.Length == 0 ? head[1] : more.Aggregate(0, (sum, one) => (sum << 8) | one);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _end.Token);
        return [.. head, .. more, .. body];
    }
}
