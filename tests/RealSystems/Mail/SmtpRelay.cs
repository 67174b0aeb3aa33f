using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Mail;

/// <summary>Stands between an adapter and a mail server; a mishap befalls the dot that ends the next mail.</summary>
internal sealed class SmtpRelay : IAsyncDisposable
{
    private static readonly byte[] Dot = Encoding.ASCII.GetBytes("\r\n.\r\n");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private int _mishap = -1;

    public SmtpRelay(int target)
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
        using var lost = new CancellationTokenSource();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                var answers = AnswersAsync(server.GetStream(), client.GetStream(), lost.Token);
                if (await ForwardAsync(client.GetStream(), server.GetStream(), lost))
                    await answers;
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
            {
                // One of both sides has gone, and the other is told by closing.
            }
        }
    }

    private static async Task AnswersAsync(NetworkStream server, NetworkStream client, CancellationToken lost)
    {
        try
        {
            await server.CopyToAsync(client, lost);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // Nobody hears the answers any more.
        }
    }

    /// <summary>Whether all went its way.</summary>
    private async Task<bool> ForwardAsync(NetworkStream client, NetworkStream server, CancellationTokenSource lost)
    {
        var (buffer, tail) = (new byte[64 * 1024], Array.Empty<byte>());
        while (await client.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            tail = [.. tail, .. buffer[..count]];
            tail = tail[^Math.Min(tail.Length, Dot.Length)..];
            var mishap = tail.SequenceEqual(Dot) ? (Mishap)Interlocked.Exchange(ref _mishap, -1) : (Mishap)(-1);
            if (mishap is Mishap.LostCall)
                return false;
            if (mishap is Mishap.Hang)
                await Task.Delay(Timeout.Infinite, _end.Token);
            if (mishap is Mishap.LostAnswer)
            {
                await lost.CancelAsync();
                await server.WriteAsync(buffer.AsMemory(0, count), _end.Token);
                await server.ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false, _end.Token);
                return false;
            }

            await server.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }

        server.Socket.Shutdown(SocketShutdown.Send);
        return true;
    }
}
