using System.Diagnostics;
using Orchestrator.Bench.InProcess;

namespace Orchestrator.Bench.OverGrpc;

/// <summary>Several servers on one PostgreSQL database, each with a folder of its own.</summary>
internal sealed class ServerCluster : IDisposable
{
    private readonly List<ServerProcess> _servers = [];

    private ServerCluster()
    {
    }

    public IReadOnlyList<ServerProcess> Servers => _servers;

    public static async Task<ServerCluster> StartAsync(TemporaryFolder folder, string database, int count)
    {
        var cluster = new ServerCluster();
        var shared = new Dictionary<string, string>
        {
            ["ORCHESTRATOR__SealingKey"] = Path.Combine(folder.Path, "sealing.key"),
            ["ORCHESTRATOR__Sandbox__File"] = Path.Combine(folder.Path, "sandbox.db"),
        };
        for (var number = 0; number < count; number++)
            cluster._servers.Add(
                await ServerProcess.StartAsync(folder.Sub(Guid.NewGuid().ToString("n")), database, shared));
        return cluster;
    }

    /// <summary>Activations of three steps per second, from callers that are spread over the servers.</summary>
    public async Task<double> RunAsync(int inFlight, TimeSpan warmUp, TimeSpan measured)
    {
        var loads = new List<GrpcLoad>();
        try
        {
            foreach (var server in _servers)
                loads.Add(await GrpcLoad.PublishAsync(server.Address, SagaDefinitions.Saga3));
            var figures = await Task.WhenAll(loads.Select(
                (load, index) => load.RunAsync(_servers[index].Process, inFlight / _servers.Count, warmUp, measured)));
            return figures.Sum(one => one.PerSecond);
        }
        finally
        {
            loads.ForEach(load => load.Dispose());
        }
    }

    /// <summary>SIGTERM; the time until the process has ended.</summary>
    public static async Task<TimeSpan> StopAsync(ServerProcess server)
    {
        var begun = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", ["-TERM", $"{server.Process.Id}"]))
            await kill.WaitForExitAsync();
        await server.Process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(begun);
    }

    public void Dispose() => _servers.ForEach(server => server.Dispose());
}
