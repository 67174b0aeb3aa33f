using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Recovery;

/// <summary>
/// Brings activations back into memory: all that have work under way when the engine starts, and sleepers before they
/// wake.
/// </summary>
internal sealed class Awakening(
    IJournal journal, HistoryReader reader, Inbox inbox, EngineOptions options, TimeProvider time, ILogger log)
{
    /// <summary>
    /// What is due within this time is brought into memory; the shards keep what is due within a minute.
    /// </summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Reads what is awake, several pages at a time while the loop takes the ones before in; then lets all go on.
    /// </summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellation)
    {
        var count = 0;
        await Parallel.ForEachAsync(
            FindAsync(withAlways: true, cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = options.ReadersMax, CancellationToken = cancellation },
            async (page, stop) => Interlocked.Add(ref count, await BringInAsync(page, stop).ConfigureAwait(false)))
            .ConfigureAwait(false);
        inbox.Post(new ShardInput.Recovered());
        return count;
    }

    /// <summary>The same for shards that were gained; who calls lets them go on.</summary>
    public async Task<int> RecoverAsync(GainedShards gained, CancellationToken cancellation)
    {
        var count = 0;
        await Parallel.ForEachAsync(
            FindAsync(withAlways: true, cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = options.ReadersMax, CancellationToken = cancellation },
            async (page, stop) =>
            {
                var own = gained.Among(page);
                foreach (var loaded in await reader.ReadAsync(own, stop).ConfigureAwait(false))
                    inbox.Put(gained.BringIn(loaded));
                inbox.Run();
                Interlocked.Add(ref count, own.Length);
            }).ConfigureAwait(false);
        return count;
    }

    /// <summary>Until it is stopped: looks for sleepers that wake soon.</summary>
    public async Task PollAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.SleeperPoll, time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
                await WakeAsync(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure)
            {
                // The journal is away, or something worse; sleepers have a minute's margin, and the next round is soon.
                log.PollFailed(failure);
            }
        }
    }

    private async Task WakeAsync(CancellationToken cancellation)
    {
        await foreach (var page in FindAsync(withAlways: false, cancellation).ConfigureAwait(false))
        {
            foreach (var activation in page)
                inbox.Put(new ShardInput.Awaken(activation));
            inbox.Run();
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<long>> FindAsync(
        bool withAlways, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var due = time.GetUtcNow() + Horizon;
        var after = 0L;
        while (await journal.FindAwakeAsync(due, withAlways, after, options.ReadPage, cancellation).ConfigureAwait(false) is { Count: > 0 } page)
        {
            after = page[^1];
            yield return page;
        }
    }

    private async Task<int> BringInAsync(IReadOnlyList<long> activations, CancellationToken cancellation)
    {
        var found = await reader.ReadAsync(activations, cancellation).ConfigureAwait(false);
        foreach (var loaded in found)
            inbox.Put(loaded with { MoreToCome = true });
        inbox.Run();
        return found.Count;
    }
}
