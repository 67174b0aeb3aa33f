using Microsoft.Extensions.Logging;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.DueTimes;

/// <summary>
/// Looks for activations whose due time is near by what others of their workflow took, and has the core look at each.
/// It decides nothing, and keeps nothing: what it finds again is looked at again, and nothing is said twice. Every node
/// looks for all, and goes by its own: so whoever takes a shard over goes on.
/// </summary>
internal sealed class Lookout(
    IDueTimes dueTimes,
    CompletionTimes times,
    Func<long, bool> isHere,
    Inbox inbox,
    EngineOptions options,
    TimeProvider time,
    ILogger log)
{
    /// <summary>What is due within this time is looked at whatever is known.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromHours(1);

    /// <summary>
    /// Of one workflow version, in one look; the earliest come first, so that none is forgotten before it is due.
    /// </summary>
    private const int FoundMax = 2_000;

    /// <summary>Until it is stopped.</summary>
    public async Task PollAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.LookAheadPoll, time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
                await LookAsync(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure)
            {
                // The journal is away, or something worse; the next look is soon.
                log.LookFailed(failure);
            }
        }
    }

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var (now, observed) = (time.GetUtcNow(), times.Observed());
        var near = now + Near;
        var found = new HashSet<long>(
            await FindAsync(null, now, near, cancellation).ConfigureAwait(false));
        foreach (var (workflow, longest) in observed.Versions)
        {
            if (longest > Near)
                found.UnionWith(await FindAsync(workflow, near, Later(now, longest), cancellation).ConfigureAwait(false));
        }

        foreach (var activation in found)
        {
            if (isHere(activation))
                inbox.Put(new ShardInput.LookAhead(activation, observed));
        }

        inbox.Run();
    }

    private Task<IReadOnlyList<long>> FindAsync(
        WorkflowId? workflow, DateTimeOffset after, DateTimeOffset until, CancellationToken cancellation) =>
        dueTimes.FindAsync(workflow, after, until, FoundMax, cancellation);

    private static DateTimeOffset Later(DateTimeOffset now, TimeSpan by) =>
        by < DateTimeOffset.MaxValue - now ? now + by : DateTimeOffset.MaxValue;
}
