using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Orchestrator.Bench.InProcess;
using Orchestrator.V1;

namespace Orchestrator.Bench.OverGrpc;

/// <summary>
/// Callers that send again what was not answered, while the database is restarted under the servers: how much is done
/// in each second.
/// </summary>
internal sealed class Outage(IReadOnlyList<ServerProcess> servers, int inFlight, string restart)
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(45);
    private const int Window = 5;

    private readonly ConcurrentBag<long> _done = [];

    /// <returns>
    /// What was done per second before, how long the database was away, and when the rate, over five seconds, was 98 %
    /// of that again, counted from its return; null: not within 45 s.
    /// </returns>
    public async Task<(double PerSecond, TimeSpan Away, TimeSpan? Recovered)> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var workflow = await PublishAsync(servers[0].Address);
        var callers = Enumerable.Range(0, inFlight).Select(
            caller => Task.Run(() => CallAsync(caller, workflow, stop.Token))).ToArray();
        await Task.Delay(Before * 2);
        var left = Stopwatch.GetTimestamp();
        using (var shell = Process.Start("/bin/sh", ["-c", restart]))
            await shell.WaitForExitAsync();
        var back = Stopwatch.GetTimestamp();
        await Task.Delay(After);
        await stop.CancelAsync();
        await Task.WhenAll(callers);

        long Seconds(double seconds) => (long)(seconds * Stopwatch.Frequency);
        var rate = Count(left - Seconds(Before.TotalSeconds), left) / Before.TotalSeconds;
        for (var second = 0; second + Window <= After.TotalSeconds; second++)
        {
            if (Count(back + Seconds(second), back + Seconds(second + Window)) / (double)Window >= 0.98 * rate)
                return (rate, Stopwatch.GetElapsedTime(left, back), TimeSpan.FromSeconds(second));
        }

        return (rate, Stopwatch.GetElapsedTime(left, back), null);
    }

    private int Count(long from, long until) => _done.Count(time => time >= from && time < until);

    private static async Task<string> PublishAsync(Uri address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        return (await new WorkflowService.WorkflowServiceClient(channel).PublishWorkflowAsync(new PublishWorkflowRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Content = SagaDefinitions.Json(SagaDefinitions.Saga3, "null", "fail"),
        })).Name;
    }

    private async Task CallAsync(int caller, string workflow, CancellationToken stop)
    {
        using var channel = GrpcChannel.ForAddress(servers[caller % servers.Count].Address);
        var client = new ActivationService.ActivationServiceClient(channel);
        while (!stop.IsCancellationRequested)
        {
            var request = GrpcLoad.Request(workflow);
            request.Wait = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await client.StartActivationAsync(
                        request, deadline: DateTime.UtcNow.AddSeconds(35), cancellationToken: CancellationToken.None);
                    _done.Add(Stopwatch.GetTimestamp());
                    break;
                }
                catch (RpcException again)
                    when (again.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
                {
                    await Task.Delay(100, CancellationToken.None);
                }
            }
        }
    }
}
