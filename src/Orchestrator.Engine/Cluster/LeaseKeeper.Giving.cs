using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Cluster;

/// <summary>How shards are given away: one by one, as their calls end.</summary>
internal sealed partial class LeaseKeeper
{
    /// <summary>
    /// Everything is handed over, and nothing is taken any more; completes when nothing is owned. While the database is
    /// away it does not.
    /// </summary>
    public Task DrainAsync()
    {
        lock (_lock)
            _leases.Drain();
        Hurry();
        return _drained.Task;
    }

    /// <summary>Nothing of the shard is in memory any more.</summary>
    public void HandedOver(int shard)
    {
        lock (_lock)
            _handedOver.Add(shard);
        Hurry();
    }

    private void NoteDrained()
    {
        lock (_lock)
        {
            if (_leases is { IsDraining: true, Count: 0 })
                _drained.TrySetResult();
        }
    }

    /// <summary>
    /// Each as soon as its calls have ended, and not before it was read: the shards would not know yet that they have
    /// it.
    /// </summary>
    private async Task HandOverAsync(IReadOnlyList<int> shards, CancellationToken stop)
    {
        Leaving();
        var waiting = shards.ToHashSet();
        for (var waited = TimeSpan.Zero; waiting.Count > 0 && !stop.IsCancellationRequested; waited += Pace)
        {
            waiting.RemoveWhere(shard => !gate.IsLeaving(shard));
            var quiet = waiting.Where(shard => gate.IsReady(shard)
                && (waited >= options.HandOverPatience || gate.CallsOf(shard) == 0)).ToArray();
            waiting.ExceptWith(quiet);
            if (quiet.Length > 0)
                inbox.Post(new ShardInput.HandOver(quiet));
            await Task.Delay(Pace, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReleaseAsync(CancellationToken stop)
    {
        IReadOnlyList<int> shards;
        lock (_lock)
        {
            shards = _leases.BeginRelease(_handedOver, gate.Clock);
            _handedOver.Clear();
            gate.Set(_leases);
        }

        if (shards.Count == 0)
            return;

        await options.Store.ReleaseAsync(shards, stop).ConfigureAwait(false);
        lock (_lock)
            _leases.EndRelease(shards, gate.Clock);
    }
}
