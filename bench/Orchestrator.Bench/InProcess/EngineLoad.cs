using System.Diagnostics;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;

namespace Orchestrator.Bench.InProcess;

/// <summary>
/// A closed loop in the engine's own process: as many callers as are to be in flight, each starting the next activation
/// when its last has finished.
/// </summary>
public static class EngineLoad
{
    /// <summary>Runs for that long, after a warm-up of the same load, and measures.</summary>
    /// <exception cref="InvalidOperationException">An activation ended otherwise than it must.</exception>
    public static async Task<LoadFigures> RunAsync(
        ActivationEngine engine,
        WorkflowPlan plan,
        ActivationState end,
        int inFlight,
        TimeSpan warmUp,
        TimeSpan measured)
    {
        await CallersAsync(engine, plan, end, inFlight, warmUp);
        using var process = Process.GetCurrentProcess();
        var (cpu, allocated, watch) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        var latencies = await CallersAsync(engine, plan, end, inFlight, measured);
        process.Refresh();
        return LoadFigures.Of(
            inFlight,
            latencies,
            watch.Elapsed,
            process.TotalProcessorTime - cpu,
            GC.GetTotalAllocatedBytes() - allocated);
    }

    private static async Task<List<TimeSpan>> CallersAsync(
        ActivationEngine engine, WorkflowPlan plan, ActivationState end, int inFlight, TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var callers = await Task.WhenAll(
            Enumerable.Range(0, inFlight).Select(_ => Task.Run(() => CallerAsync(engine, plan, end, until))));
        return [.. callers.SelectMany(latencies => latencies)];
    }

    private static async Task<List<TimeSpan>> CallerAsync(
        ActivationEngine engine, WorkflowPlan plan, ActivationState end, long until)
    {
        var latencies = new List<TimeSpan>();
        for (var begun = Stopwatch.GetTimestamp(); begun < until; begun = Stopwatch.GetTimestamp())
        {
            var answer = await engine.StartActivationAsync(
                Order(), plan, behind: 0, TimeSpan.FromSeconds(30), CancellationToken.None);
            if (answer is not ReplyContent.Accepted { State.State: var state } || state != end)
                throw new InvalidOperationException($"An activation was answered with {answer}.");

            latencies.Add(Stopwatch.GetElapsedTime(begun));
        }

        return latencies;
    }

    private static ActivationOrder Order() => new("bench", Guid.NewGuid().ToString(), "hash", "C-1001")
    {
        Product = "broadband",
        OrderReference = "O-1",
        Channel = Channel.Api,
        Requester = "bench",
        Input = Value.Object(("device", "edge-1"), ("port", 7)),
    };
}
