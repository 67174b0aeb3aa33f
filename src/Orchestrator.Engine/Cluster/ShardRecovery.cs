using Microsoft.Extensions.Logging;
using Orchestrator.Core.Leases;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Recovery;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Cluster;

/// <summary>Reads what was awake in shards that this node has gained, one lot after the other.</summary>
internal sealed class ShardRecovery(
    IClusterStore store,
    Awakening awakening,
    Inbox inbox,
    JournalState state,
    EngineOptions options,
    TimeProvider time,
    ILogger log,
    CancellationToken stop)
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    /// <param name="leases">What was gained.</param>
    /// <param name="takeIn">Tells the shards, with an id that none is above; gives those that are still owned.</param>
    /// <param name="finish">All is read: of which shards, and how many activations.</param>
    public void Gain(
        IReadOnlyList<ShardLease> leases,
        Func<IReadOnlyList<ShardLease>, long, GainedShards> takeIn,
        Action<IReadOnlyList<ShardLease>, int> finish)
    {
        lock (_gate)
            _last = AfterAsync(_last, () => RecoverAsync(leases, takeIn, finish));
    }

    private static async Task AfterAsync(Task before, Func<Task> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await work().ConfigureAwait(false);
    }

    private async Task RecoverAsync(
        IReadOnlyList<ShardLease> leases,
        Func<IReadOnlyList<ShardLease>, long, GainedShards> takeIn,
        Action<IReadOnlyList<ShardLease>, int> finish)
    {
        var greatest = await UntilReachedAsync(() => store.ReadGreatestIdAsync(stop)).ConfigureAwait(false);
        var gained = takeIn(leases, greatest);
        inbox.Run();
        if (gained.Leases.Count == 0)
            return;

        var count = await UntilReachedAsync(() => awakening.RecoverAsync(gained, stop)).ConfigureAwait(false);
        inbox.Post(gained.End());
        finish(gained.Leases, count);
    }

    private async Task<T> UntilReachedAsync<T>(Func<Task<T>> read)
    {
        for (var backoff = new Backoff(time, options.JournalRetryMax); ;)
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (JournalUnavailableException away)
            {
                state.Failed(away);
                await backoff.WaitAsync(stop).ConfigureAwait(false);
            }
            catch (Exception broken) when (!stop.IsCancellationRequested)
            {
                // Nobody else goes on with these shards while this node has them.
                log.RoundFailed(broken);
                await backoff.WaitAsync(stop).ConfigureAwait(false);
            }
        }
    }
}
