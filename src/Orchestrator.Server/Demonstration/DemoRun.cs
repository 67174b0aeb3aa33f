using Grpc.Core;
using Orchestrator.Server.Hosting;
using Spectre.Console;

namespace Orchestrator.Server.Demonstration;

/// <summary>Runs the demonstration beside a server that serves, and stops with it.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public DemoRun(ServerHost server) => _running = RunAsync(server);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(ServerHost server)
    {
        using var channel = server.Connect();
        try
        {
            await new Demo(channel, server.GrpcAddress, AnsiConsole.Console).RunAsync(_stop.Token);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The server is stopped in the middle of it.
        }
        catch (RpcException failure)
        {
            Console.Error.WriteLine($"The demonstration has ended early: {failure.Status.Detail}");
        }
    }
}
