using System.Diagnostics;
using Grpc.Net.Client;
using Orchestrator.V1;

namespace Orchestrator.Bench.OverGrpc;

/// <summary>
/// Keeps so many activations in flight that each end of one is the start of another: five steps with pauses between them,
/// fifty seconds in all.
/// </summary>
internal sealed class Soak : IDisposable
{
    private const int Steps = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(12.5);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly ServerMetrics _metrics;
    private readonly GrpcLoad _load;
    private readonly string _workflow;
    private readonly int _inFlight;

    private Soak(ServerProcess server, GrpcLoad load, string workflow, int inFlight) =>
        (_metrics, _load, _workflow, _inFlight) = (new ServerMetrics(server), load, workflow, inFlight);

    public static async Task<Soak> PrepareAsync(ServerProcess server, int inFlight)
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        var workflow = await new WorkflowService.WorkflowServiceClient(channel).PublishWorkflowAsync(
            new PublishWorkflowRequest { RequestId = Guid.NewGuid().ToString(), Content = Definition() });
        return new Soak(server, GrpcLoad.Of(server.Address, workflow.Name), workflow.Name, inFlight);
    }

    public long Started { get; private set; }

    /// <summary>Finished, in flight, and of those in memory.</summary>
    public async Task<(long Finished, long InFlight, long InMemory)> CountAsync()
    {
        var now = await _metrics.ReadAsync("orchestrator_activations_finished_total", "orchestrator_activations_in_memory");
        return ((long)now[0], Started - (long)now[0], (long)now[1]);
    }

    /// <summary>Starts as many as there is room for, evenly, until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var perSecond = _inFlight / (Pause * (Steps - 1)).TotalSeconds;
        var (begun, due) = (Stopwatch.GetTimestamp(), 0.0);
        while (!stop.IsCancellationRequested)
        {
            // What there was no room for is not made up for: that would be a burst.
            var owed = (Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond) - due;
            var room = _inFlight - (await CountAsync()).InFlight;
            var count = (int)Math.Clamp(Math.Min(owed, room), 0, perSecond + 1);
            due += owed - count >= 1 ? owed : count;
            await _load.StartAsync(count, _workflow);
            Started += count;
            await Task.Delay(Tick, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _load.Dispose();
    }

    private static string Definition()
    {
        var activities = Enumerable.Range(1, Steps).SelectMany(number => new[]
        {
            $$"""{ "type": "Orchestrator.Step", "id": "step-{{number}}", "adapter": "null", "operation": "do", "input": {} }""",
            $$"""{ "type": "Elsa.Delay", "id": "pause-{{number}}", "timeSpan": "{{Pause:c}}" }""",
        });
        return $$"""
            {
              "definitionId": "soak", "name": "soak",
              "root": {
                "type": "Elsa.Sequence", "id": "all",
                "activities": [ {{string.Join(", ", activities.SkipLast(1))}} ]
              }
            }
            """;
    }
}
