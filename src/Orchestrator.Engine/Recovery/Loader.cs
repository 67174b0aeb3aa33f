using Orchestrator.Core.Shards;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Recovery;

/// <summary>
/// Reads activations that the shards ask for: one reader, which takes everything that is asked for while it reads.
/// </summary>
internal sealed class Loader(
    HistoryReader reader,
    JournalState state,
    Inbox inbox,
    EngineOptions options,
    TimeProvider time,
    CancellationToken stop)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Activation, long Token)> _wanted = new();
    private bool _reading;

    /// <param name="activation">Its id.</param>
    /// <param name="token">Comes back with it.</param>
    public void Load(long activation, long token)
    {
        lock (_gate)
        {
            _wanted.Enqueue((activation, token));
            if (_reading)
                return;

            _reading = true;
        }

        _ = WorkAsync();
    }

    private async Task WorkAsync()
    {
        // Everything that the same turn of the loop asks for comes into the first page.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (Take() is { } wanted)
        {
            var ids = wanted.Select(static one => one.Activation).Distinct().ToArray();
            if (await ReadAsync(ids).ConfigureAwait(false) is not { } found)
                return;

            var histories = found.ToDictionary(static loaded => loaded.Activation);
            foreach (var (activation, token) in wanted)
            {
                var loaded = histories.GetValueOrDefault(activation) ?? new ShardInput.Loaded(activation, null, []);
                inbox.Put(loaded with { Token = token });
            }

            inbox.Run();
        }
    }

    private async Task<IReadOnlyList<ShardInput.Loaded>?> ReadAsync(IReadOnlyList<long> wanted)
    {
        var backoff = new Backoff(time, options.JournalRetryMax);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var found = await reader.ReadAsync(wanted, stop).ConfigureAwait(false);
                state.Reached();
                return found;
            }
            catch (JournalUnavailableException away)
            {
                state.Failed(away);
                state.Away();
                await backoff.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        return null;
    }

    private List<(long Activation, long Token)>? Take()
    {
        lock (_gate)
        {
            if (_wanted.Count == 0)
            {
                _reading = false;
                return null;
            }

            var taken = new List<(long, long)>();
            while (taken.Count < options.ReadPage && _wanted.TryDequeue(out var next))
                taken.Add(next);
            return taken;
        }
    }
}
