using System.Net;
using System.Net.Sockets;
using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.Ldap;

/// <summary>Stands between an adapter and a directory; a mishap befalls the next request that changes something.</summary>
internal sealed class LdapRelay(int target) : MishapRelay(target)
{
    private const byte ModifyRequest = 0x66;
    private const byte AddRequest = 0x68;
    private const byte DeleteRequest = 0x4a;

    protected override async Task RelayAsync(NetworkStream client, NetworkStream server)
    {
        var answers = server.CopyToAsync(client, End);
        await ForwardAsync(client, server, answers);
    }

    private async Task ForwardAsync(NetworkStream client, NetworkStream server, Task answers)
    {
        while (await ReadAsync(client) is { } message)
        {
            var mishap = IsChange(message) ? TakeMishap() : null;
            switch (mishap)
            {
                case Mishap.LostCall:
                    return;
                case Mishap.Hang:
                    await Task.Delay(Timeout.Infinite, End);
                    return;
                case Mishap.LostAnswer:
                    await SendAndSwallowAsync(message);
                    return;
                default:
                    await server.WriteAsync(message, End);
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
        await server.ConnectAsync(IPAddress.Loopback, Target, End);
        await server.GetStream().WriteAsync(Bind(), End);
        await ReadAsync(server.GetStream());
        await server.GetStream().WriteAsync(message, End);
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
        if (await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, End) < 2)
            return null;

        var more = new byte[head[1] < 0x80 ? 0 : head[1] & 0x7f];
        await stream.ReadExactlyAsync(more, End);
        var length = more.Length == 0 ? head[1] : more.Aggregate(0, (sum, one) => (sum << 8) | one);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, End);
        return [.. head, .. more, .. body];
    }
}
