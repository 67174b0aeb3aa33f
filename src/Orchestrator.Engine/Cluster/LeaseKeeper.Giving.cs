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

    /// <summary>Each as soon as its calls have ended.</summary>
    private async Task HandOverAsync(IReadOnlyList<int> shards, CancellationToken stop)
    {
        Leaving();
        var waiting = shards.ToHashSet();
        for (var waited = TimeSpan.Zero; waiting.Count > 0 && !stop.IsCancellationRequested; waited += Pace)
        {
            var quiet = waiting.Where(shard => waited >= options.HandOverPatience || gate.CallsOf(shard) == 0).ToArray();
            waiting.ExceptWith(quiet);
            if (quiet.Length > 0)
                inbox.Post(new ShardInput.HandOver(quiet));
            await Task.Delay(Pace, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// What was sent may be done later than is known: where the answer does not come, nothing that is read within a
    /// lease is believed of these shards.
    /// </summary>
    private async Task ReleaseAsync(CancellationToken stop)
    {
        int[] shards;
        lock (_lock)
        {
            shards = [.. _handedOver.Where(shard => _leases.TokenOf(shard) != 0)];
            _handedOver.Clear();
            foreach (var shard in shards)
                _leases.Released(shard, gate.Clock + options.Terms.Duration);
            gate.Set(_leases);
        }

        if (shards.Length == 0)
            return;

        await options.Store.ReleaseAsync(shards, stop).ConfigureAwait(false);
        lock (_lock)
        {
            foreach (var shard in shards)
                _leases.Released(shard, gate.Clock);
        }
    }
}
