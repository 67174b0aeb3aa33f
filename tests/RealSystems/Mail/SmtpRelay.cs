using System.Net.Sockets;
using System.Text;
using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.Mail;

/// <summary>Stands between an adapter and a mail server; a mishap befalls the dot that ends the next mail.</summary>
internal sealed class SmtpRelay(int target) : MishapRelay(target)
{
    private static readonly byte[] Dot = Encoding.ASCII.GetBytes("\r\n.\r\n");

    protected override async Task RelayAsync(NetworkStream client, NetworkStream server)
    {
        using var lost = new CancellationTokenSource();
        var answers = AnswersAsync(server, client, lost.Token);
        if (await ForwardAsync(client, server, lost))
            await answers;
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
        while (await client.ReadAsync(buffer, End) is > 0 and var count)
        {
            tail = [.. tail, .. buffer[..count]];
            tail = tail[^Math.Min(tail.Length, Dot.Length)..];
            var mishap = tail.SequenceEqual(Dot) ? TakeMishap() : null;
            if (mishap is Mishap.LostCall)
                return false;
            if (mishap is Mishap.Hang)
                await Task.Delay(Timeout.Infinite, End);
            if (mishap is Mishap.LostAnswer)
            {
                await lost.CancelAsync();
                await server.WriteAsync(buffer.AsMemory(0, count), End);
                await server.ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false, End);
                return false;
            }

            await server.WriteAsync(buffer.AsMemory(0, count), End);
        }

        server.Socket.Shutdown(SocketShutdown.Send);
        return true;
    }
}
