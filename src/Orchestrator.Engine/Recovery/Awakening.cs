using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Recovery;

/// <summary>
/// Brings activations back into memory: all that have work under way when the engine starts, and sleepers before they
/// wake, as long as there is room.
/// </summary>
/// <param name="journal">Knows what is awake, and what sleeps until when.</param>
/// <param name="reader">Reads histories.</param>
/// <param name="inbox">What is brought in goes there.</param>
/// <param name="hasRoom">Whether memory has room for sleepers.</param>
/// <param name="options">Bounds and paces.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where to.</param>
internal sealed class Awakening(
    IJournal journal,
    HistoryReader reader,
    Inbox inbox,
    Func<bool> hasRoom,
    EngineOptions options,
    TimeProvider time,
    ILogger log)
{
    /// <summary>
    /// What is due within this time is brought into memory; the shards keep what is due within a minute.
    /// </summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);

    /// <summary>The next look, where there was no room for all.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private volatile bool _looksSoon;
    private long _after;
    private long _keptOutSince;

    /// <summary>For how long there has been no room for sleepers that are due; zero where there is.</summary>
    public TimeSpan KeptOut =>
        Volatile.Read(ref _keptOutSince) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>
    /// Reads what is awake, several pages at a time while the loop takes the ones before in; then lets all go on.
    /// </summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellation)
    {
        var count = await RecoverAsync(
            async (page, stop) =>
            {
                var found = await reader.ReadAsync(page, stop).ConfigureAwait(false);
                foreach (var loaded in found)
                    inbox.Put(loaded with { MoreToCome = true });
                return found.Count;
            },
            cancellation).ConfigureAwait(false);
        inbox.Post(new ShardInput.Recovered());
        return count;
    }

    /// <summary>The same for shards that were gained; who calls lets them go on.</summary>
    public Task<int> RecoverAsync(GainedShards gained, CancellationToken cancellation) => RecoverAsync(
        async (page, stop) =>
        {
            var own = gained.Among(page);
            foreach (var loaded in await reader.ReadAsync(own, stop).ConfigureAwait(false))
                inbox.Put(gained.BringIn(loaded));
            return own.Length;
        },
        cancellation);

    /// <summary>Until it is stopped: looks for sleepers that wake soon.</summary>
    public async Task PollAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.SleeperPoll, time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var rest = _looksSoon ? Soon : options.SleeperPoll;
                if (timer.Period != rest)
                    timer.Period = rest;
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

    private async Task<int> RecoverAsync(
        Func<IReadOnlyList<long>, CancellationToken, Task<int>> bringIn, CancellationToken cancellation)
    {
        var count = 0;
        await Parallel.ForEachAsync(
            FindToRecoverAsync(cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = options.ReadersMax, CancellationToken = cancellation },
            async (page, stop) =>
            {
                Interlocked.Add(ref count, await bringIn(page, stop).ConfigureAwait(false));
                inbox.Run();
            }).ConfigureAwait(false);
        return count;
    }

    /// <summary>All that was in memory before; then sleepers, as many as there is room for.</summary>
    private async IAsyncEnumerable<IReadOnlyList<long>> FindToRecoverAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in FindAsync(
            DateTimeOffset.MinValue, withAlways: true, 0, cancellation).ConfigureAwait(false))
            yield return page;
        await foreach (var page in FindAsync(
            time.GetUtcNow() + Horizon, withAlways: false, 0, cancellation).ConfigureAwait(false))
        {
            if (!hasRoom())
            {
                _looksSoon = true;
                yield break;
            }

            yield return page;
        }
    }

    /// <summary>Those that are due come first, then those that are due soon.</summary>
    private async Task WakeAsync(CancellationToken cancellation)
    {
        var allCame = await WakeDueAsync(cancellation).ConfigureAwait(false);
        if (allCame)
            Volatile.Write(ref _keptOutSince, 0);
        else
            Interlocked.CompareExchange(ref _keptOutSince, Math.Max(time.GetTimestamp(), 1), 0);
        _looksSoon = !allCame || !await WakeSoonAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// A page comes in even where there is no room, and the next one with the next look: what fills the memory may wait
    /// for a sleeper.
    /// </summary>
    private async Task<bool> WakeDueAsync(CancellationToken cancellation)
    {
        var begun = _after;
        await foreach (var page in FindAsync(
            time.GetUtcNow(), withAlways: false, begun, cancellation).ConfigureAwait(false))
        {
            Awaken(page);
            _after = page[^1];
            if (!hasRoom())
                return false;
        }

        _after = 0;
        return begun == 0;
    }

    private async Task<bool> WakeSoonAsync(CancellationToken cancellation)
    {
        await foreach (var page in FindAsync(
            time.GetUtcNow() + Horizon, withAlways: false, 0, cancellation).ConfigureAwait(false))
        {
            if (!hasRoom())
                return false;

            Awaken(page);
        }

        return true;
    }

    private void Awaken(IReadOnlyList<long> page)
    {
        foreach (var activation in page)
            inbox.Put(new ShardInput.Awaken(activation));
        inbox.Run();
    }

    private async IAsyncEnumerable<IReadOnlyList<long>> FindAsync(
        DateTimeOffset due, bool withAlways, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await journal.FindAwakeAsync(
            due, withAlways, after, options.ReadPage, cancellation).ConfigureAwait(false) is { Count: > 0 } page)
        {
            after = page[^1];
            yield return page;
        }
    }
}
