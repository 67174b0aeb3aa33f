using System.Net;
using System.Net.Sockets;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Processes;

/// <summary>Stands between an adapter and a system, and lets a mishap befall the next call that changes something.</summary>
internal abstract class MishapRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private int _mishap = -1;

    /// <param name="target">The system's port on 127.0.0.1.</param>
    protected MishapRelay(int target)
    {
        Target = target;
        End = _end.Token;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Mishap Next
    {
        set => _mishap = (int)value;
    }

    protected int Target { get; }

    protected CancellationToken End { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
    }

    /// <summary>One connection, until one of both sides goes.</summary>
    protected abstract Task RelayAsync(NetworkStream client, NetworkStream server);

    /// <summary>The mishap that was arranged, once; null for none.</summary>
    protected Mishap? TakeMishap() => Interlocked.Exchange(ref _mishap, -1) is >= 0 and var mishap ? (Mishap)mishap : null;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ConnectAsync(await _listener.AcceptTcpClientAsync(End));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException)
        {
            // The relay has ended.
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, Target, End);
                await RelayAsync(client.GetStream(), server.GetStream());
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
            {
                // One of both sides has gone, and the other is told by closing.
            }
        }
    }
}
