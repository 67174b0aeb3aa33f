using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Cluster;

/// <summary>
/// Carries what the shards say of lanes to where all nodes see it, in the order in which they said it; one statement
/// for all that waits. Lanes in which only time is in the way are looked at again when it has passed.
/// </summary>
internal sealed class LaneClient(
    IClusterStore store, ShardGate gate, Inbox inbox, EngineOptions options, TimeProvider time, ILogger log)
{
    private const int ChangesMax = 200;

    private readonly Channel<ShardOutput> _said = Channel.CreateUnbounded<ShardOutput>(new() { SingleReader = true });

    /// <summary>Lanes to look at again, and when by <see cref="Clock"/>.</summary>
    private readonly Dictionary<string, TimeSpan> _later = new(StringComparer.Ordinal);

    private TimeSpan Clock => time.GetElapsedTime(0);

    /// <summary>From the loop, in order.</summary>
    public void Say(ShardOutput output) => _said.Writer.TryWrite(output);

    public async Task RunAsync(CancellationToken stop)
    {
        var changes = new List<LaneChange>();
        while (!stop.IsCancellationRequested)
        {
            await WaitAsync(stop).ConfigureAwait(false);
            ShardOutput.LanesUsed? used = null;
            while (used is null && changes.Count < ChangesMax && _said.Reader.TryRead(out var output))
            {
                switch (output)
                {
                    case ShardOutput.LaneWanted it:
                        changes.Add(new(true, it.Lane, it.Activation, it.Step) { Turn = it.Turn, Rule = it.Rule });
                        break;
                    case ShardOutput.LaneLeft it: changes.Add(new(false, it.Lane, it.Activation, it.Step)); break;
                    case ShardOutput.LanesUsed it: used = it; break;
                }
            }

            var again = TakeDue();
            if (changes.Count > 0 || again.Count > 0)
                await UntilReachedAsync(() => ChangeAsync(changes, again, stop), stop).ConfigureAwait(false);
            changes.Clear();
            if (used is not null)
                await UntilReachedAsync(() => KeepAsync(used, stop), stop).ConfigureAwait(false);
        }
    }

    /// <summary>A word may have been missed: who has a lane is looked up.</summary>
    public async Task LookUpAsync(CancellationToken stop) =>
        Grant(await store.ReadLanesAsync(gate.Owned, stop).ConfigureAwait(false));

    private async Task WaitAsync(CancellationToken stop)
    {
        if (_later.Count == 0)
        {
            await _said.Reader.WaitToReadAsync(stop).ConfigureAwait(false);
            return;
        }

        var rest = _later.Values.Min() - Clock;
        using var due = new CancellationTokenSource(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, due.Token);
        Task said = _said.Reader.WaitToReadAsync(either.Token).AsTask();
        await said.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private List<string> TakeDue()
    {
        if (_later.Count == 0)
            return [];

        var now = Clock;
        List<string> due = [.. _later.Where(one => one.Value <= now).Select(static one => one.Key)];
        foreach (var lane in due)
            _later.Remove(lane);
        return due;
    }

    private async Task ChangeAsync(List<LaneChange> changes, List<string> again, CancellationToken stop)
    {
        var turns = await store.ChangeLanesAsync(changes, again, stop).ConfigureAwait(false);
        Note(turns.Later);
        Grant(turns.Granted);
    }

    private async Task KeepAsync(ShardOutput.LanesUsed used, CancellationToken stop) => Note(await store.KeepLanesAsync(
        [.. used.Shards.Select(static lease => lease.Shard)],
        [.. used.Uses.Select(static use => new LaneChange(use.HasIt, use.Lane, use.Activation, use.Step))],
        stop).ConfigureAwait(false));

    private void Note(IReadOnlyList<LaneLater> later)
    {
        foreach (var one in later)
            _later[one.Lane] = Clock + one.After;
    }

    private void Grant(IReadOnlyList<LaneChange> granted)
    {
        foreach (var one in granted)
            inbox.Put(new ShardInput.LaneGranted(one.Lane, one.Activation, one.Step) { Turn = one.Turn });
        inbox.Run();
    }

    private async Task UntilReachedAsync(Func<Task> work, CancellationToken stop)
    {
        for (var backoff = new Backoff(time, options.JournalRetryMax); ;)
        {
            try
            {
                await work().ConfigureAwait(false);
                return;
            }
            catch (JournalUnavailableException)
            {
                await backoff.WaitAsync(stop).ConfigureAwait(false);
            }
            catch (Exception broken) when (!stop.IsCancellationRequested)
            {
                // Every lane of this node waits for it: giving up would be worse than trying again.
                log.OutputBroke(broken, nameof(LaneChange));
                await backoff.WaitAsync(stop).ConfigureAwait(false);
            }
        }
    }
}
