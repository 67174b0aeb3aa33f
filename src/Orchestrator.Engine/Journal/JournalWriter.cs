using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Journal;

/// <summary>
/// Group commit without a timer: a writer takes everything that waits and commits it at once; the next batch gathers
/// while it does. How many writers are at work follows the time that a flush takes.
/// </summary>
internal sealed class JournalWriter(
    IJournal journal, JournalState state, Inbox inbox, EngineOptions options, EngineMetrics? metrics, TimeProvider time, ILogger log)
    : IDisposable
{
    /// <summary>
    /// Flushes on a borrowed thread, by a journal that does not let go of it, before the thread pool gives one.
    /// </summary>
    private const int SynchronousMax = 8;

    private readonly Lock _gate = new();
    private readonly WriteQueue _queue = new(options);
    private readonly FlushPace _pace = new(options.Pace.WritersMax);
    private readonly CancellationTokenSource _stop = new();
    private int _writers;
    private int _lastBatch;
    private TaskCompletionSource? _idle;

    /// <summary>Told which shards a write found to be another node's; null where one process owns all.</summary>
    public Action<IReadOnlyList<int>>? ShardsRefused { get; set; }

    /// <summary>Writes that wait for a batch.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    /// <summary>How long the oldest write is not durable yet, waiting or being written; zero where there is none.</summary>
    public TimeSpan Oldest
    {
        get
        {
            lock (_gate)
                return _queue.Oldest is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return _writers == 0 && _queue.Count == 0;
        }
    }

    public void Add(ShardOutput.Write write)
    {
        var now = time.GetTimestamp();
        lock (_gate)
            _queue.Add(write, now);
    }

    /// <summary>Begins to write what waits, on this thread, unless as many writers as are good are at work.</summary>
    public void Kick()
    {
        lock (_gate)
        {
            if (_queue.Count == 0 || _writers >= _pace.Writers || IsTooFew() || _stop.IsCancellationRequested)
                return;

            _writers++;
        }

        _ = WorkAsync();
    }

    /// <summary>
    /// A flush of few beside one of many would cost as much, and those that come meanwhile would have to wait for it.
    /// </summary>
    private bool IsTooFew() => _writers > 0 && _queue.Count < Math.Max(_lastBatch / 2, options.Pace.BesideMin);

    /// <summary>When nothing waits and nothing is being written.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _writers == 0 && _queue.Count == 0
                ? Task.CompletedTask
                : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Nothing more is written, as if the process had ended here.</summary>
    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    private async Task WorkAsync()
    {
        var batch = new List<ShardOutput.Write>();
        var synchronous = 0;
        while (TryTake(batch) is { } oldest)
        {
            var started = time.GetTimestamp();
            var writing = WriteAsync(batch, oldest);
            synchronous = writing.IsCompleted ? synchronous + 1 : 0;
            if (!await writing.ConfigureAwait(false))
                return;

            Note(batch.Count, oldest, time.GetElapsedTime(started));
            inbox.Run();
            if (synchronous == SynchronousMax)
            {
                synchronous = 0;
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }
        }
    }

    /// <returns>Since when the oldest of the batch waits; null where there is nothing for this writer to do.</returns>
    private long? TryTake(List<ShardOutput.Write> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            if (_queue.Count > 0 && _writers <= _pace.Writers && !_stop.IsCancellationRequested)
            {
                var oldest = _queue.TakeInto(batch);
                _lastBatch = batch.Count;
                return oldest;
            }

            _writers--;
            if (_writers == 0 && _queue.Count == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }

            return null;
        }
    }

    private void Note(int writes, long oldest, TimeSpan took)
    {
        lock (_gate)
        {
            _queue.Ended(oldest);
            _pace.Note(writes, took);
        }


        metrics?.Flushed(writes, took);
    }

    private enum Attempt
    {
        Written,
        Away,
        Broken,
        Stopped,
    }

    /// <summary>
    /// Writes until it is written, and puts what became of it into the inbox. False where this process must write
    /// nothing more.
    /// </summary>
    private async Task<bool> WriteAsync(IReadOnlyList<ShardOutput.Write> batch, long oldest)
    {
        // The way that is always taken has no state machine but this one.
        var attempt = await TryAsync(batch).ConfigureAwait(false);
        if (attempt == Attempt.Written)
            return true;

        var backoff = new Backoff(time, options.JournalRetryMax);
        while (attempt == Attempt.Away)
        {
            await backoff.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            attempt = await TryAsync(batch).ConfigureAwait(false);

            // Once is a lost connection, which the next attempt replaces; twice is a journal that is away.
            if (attempt == Attempt.Away)
                state.Away();
        }

        if (attempt == Attempt.Broken)
            await WriteOneByOneAsync(batch, oldest).ConfigureAwait(false);
        return !_stop.IsCancellationRequested;
    }

    /// <summary>
    /// Something in the batch cannot be written, which no write should be able to do to others. The others go on; this
    /// one is tried for as long as the process lives, beside them, and the log says which it is.
    /// </summary>
    private async Task WriteOneByOneAsync(IReadOnlyList<ShardOutput.Write> batch, long since)
    {
        foreach (var write in batch.ToArray())
        {
            if (batch.Count == 1 || await TryAsync([write]).ConfigureAwait(false) is Attempt.Away or Attempt.Broken)
                _ = KeepTryingAsync(write, since);
        }
    }

    private async Task KeepTryingAsync(ShardOutput.Write write, long since)
    {
        lock (_gate)
            _queue.Began(since);
        var backoff = new Backoff(time, TimeSpan.FromMinutes(1));
        Attempt attempt;
        do
        {
            log.WriteBroke(write.Transitions[0].Activation, write.Number);
            await backoff.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            attempt = await TryAsync([write]).ConfigureAwait(false);
        }
        while (attempt is Attempt.Away or Attempt.Broken);

        lock (_gate)
            _queue.Ended(since);
        inbox.Run();
    }

    private async Task<Attempt> TryAsync(IReadOnlyList<ShardOutput.Write> batch)
    {
        if (_stop.IsCancellationRequested)
            return Attempt.Stopped;

        try
        {
            Report(await journal.WriteAsync(batch, _stop.Token).ConfigureAwait(false));
            state.Reached();
            return Attempt.Written;
        }
        catch (JournalUnavailableException away)
        {
            state.Failed(away);
            return Attempt.Away;
        }
        catch (OwnershipLostException lost) when (ShardsRefused is not null && lost.Shards.Count > 0)
        {
            return await WriteRestAsync(batch, lost.Shards).ConfigureAwait(false);
        }
        catch (OwnershipLostException lost)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            state.LoseOwnership(lost);
            return Attempt.Stopped;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return Attempt.Stopped;
        }
        catch (Exception broken)
        {
            log.BatchBroke(broken, batch.Count);
            return Attempt.Broken;
        }
    }

    /// <summary>What is for shards of another node is left out, and said to be lost; the rest is ours.</summary>
    private async Task<Attempt> WriteRestAsync(IReadOnlyList<ShardOutput.Write> batch, IReadOnlyList<int> shards)
    {
        ShardsRefused!(shards);
        var lost = batch.Where(write => write.Transitions.Any(
            transition => shards.Contains(ActivationId.Shard(transition.Activation)))).ToArray();
        if (lost.Length == 0)
            return Attempt.Broken;

        inbox.Put(new ShardInput.WritesLost([.. lost.Select(static write => write.Number)]));
        return lost.Length == batch.Count
            ? Attempt.Written
            : await TryAsync([.. batch.Except(lost, ReferenceEqualityComparer.Instance).Cast<ShardOutput.Write>()]).ConfigureAwait(false);
    }

    private void Report(IReadOnlyList<WriteResult> results)
    {
        var written = new List<long>(results.Count);
        foreach (var result in results)
        {
            if (result.Refused is { } refused)
                inbox.Put(new ShardInput.WriteRefused(result.Number, refused.Activation, refused.Because, refused.SameRequest)
                {
                    Changed = refused.Changed,
                });
            else
                written.Add(result.Number);
        }

        if (written.Count > 0)
            inbox.Put(new ShardInput.Written(written));
    }
}
