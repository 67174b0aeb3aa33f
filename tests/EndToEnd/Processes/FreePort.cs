using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>
/// Ports that a server can come back to: below those that the system gives to outgoing connections, which could take
/// a port while its server is down.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int AttemptsMax = 100;
    private static readonly HashSet<int> Taken = [];

    /// <summary>A port of the loopback address, never the same twice in this process.</summary>
    public static int Take()
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            lock (Taken)
            {
                if (Taken.Add(port) && IsFree(port))
                    return port;
            }
        }

        throw new InvalidOperationException($"None of {AttemptsMax} ports between {First} and {Last} was free.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
