using Microsoft.Extensions.Logging;
using Orchestrator.Adapters;
using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;
using Polly;
using Polly.CircuitBreaker;

namespace Orchestrator.Engine.Dispatch;

/// <summary>Calls adapters, and brings their answers to the loop.</summary>
internal sealed partial class AdapterDispatcher
{
    private static readonly TimeSpan MissingRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CircuitRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DoubtPause = TimeSpan.FromMilliseconds(100);

    private readonly AdapterRegistry _adapters;
    private readonly Sealer _sealer;
    private readonly Inbox _inbox;
    private readonly Answers _answers;
    private readonly EngineMetrics? _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ShardGate? _gate;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopped;

    public AdapterDispatcher(
        AdapterRegistry adapters,
        Sealer sealer,
        Inbox inbox,
        EngineMetrics? metrics,
        TimeProvider time,
        ILogger log,
        ShardGate? gate = null,
        TeardownHoldings? teardowns = null)
    {
        _gate = gate;
        (_adapters, _sealer, _inbox, _metrics, _time, _log) = (adapters, sealer, inbox, metrics, time, log);
        _answers = new Answers(sealer, log, teardowns);
        foreach (var instance in adapters.All)
            Watch(instance);
    }

    /// <summary>Calls under way, and those that are about to begin on another thread.</summary>
    public int InFlight => _adapters.All.Sum(static instance => instance.Queue.Running);

    /// <summary>How many calls wait, and for how long the oldest does.</summary>
    public (int Count, TimeSpan Oldest) Waiting
    {
        get
        {
            var (count, oldest) = (0, TimeSpan.Zero);
            foreach (var instance in _adapters.All)
            {
                var waiting = instance.Queue.Waiting;
                count += waiting.Count;
                if (waiting.Oldest is { } since && _time.GetElapsedTime(since) is var age && age > oldest)
                    oldest = age;
            }

            return (count, oldest);
        }
    }

    /// <summary>Why calls of an activation wait that are ready.</summary>
    public IReadOnlyList<StepDelay> DelaysOf(long activation) => AdapterDelays.Of(_adapters, activation, _time);

    /// <summary>
    /// From the loop: an answer that is there at once is only put into the inbox, for the loop looks there next.
    /// </summary>
    public void Dispatch(CallId id, StepCall call, bool isRead)
    {
        if (_stopped)
        {
            LeaveOut(id, isRead);
            return;
        }

        if (_adapters.FindInstance(call.Adapter) is not { } instance)
        {
            Refuse(
                id,
                isRead,
                $"Adapter instance '{call.Adapter}' is not configured. Configure it, or resolve the step by hand.");
            return;
        }

        if (instance.Find(call.Operation) is not { } operation)
        {
            Refuse(id, isRead, $"Adapter instance '{call.Adapter}' has no operation '{call.Operation}'. Install an "
                + "adapter that has it.");
            return;
        }

        var job = new AdapterJob(this, instance, operation, id, call, isRead) { ReadySince = _time.GetTimestamp() };
        if (!instance.Queue.TryBegin(job))
        {
            if (_stopped)
                LeaveOutWaiting();
            return;
        }

        if (operation.Pace.IsQuick || _stopped)
            Start(job);
        else
            StartElsewhere(job);
    }

    /// <summary>From a thread of the pool.</summary>
    public void Work(AdapterJob job)
    {
        Start(job);
        _inbox.Run();
    }

    /// <summary>The call as the adapter gets it: secrets opened.</summary>
    public AdapterCall RequestOf(AdapterJob job)
    {
        var call = job.Call;
        return new AdapterCall(call.Operation, CallValues.ToElement(_sealer.Open(call.Input)), call.IdempotencyKey)
        {
            Undoes = call.Undoes,
            Attempt = call.Attempt,
            Timeout = job.Timeout,
            Labels = call.Order.Labels,
        };
    }

    /// <summary>
    /// No more calls begin: the steps are put back, for the next process to call. Completes when the calls under way
    /// have ended.
    /// </summary>
    public Task StopAsync()
    {
        _stopped = true;
        LeaveOutWaiting();
        _inbox.Run();
        NoteIdle();
        return _idle.Task;
    }

    private void Watch(AdapterInstance instance)
    {
        instance.Queue.Begin = StartElsewhere;
        instance.Circuit.Changed = isOpen =>
        {
            if (isOpen)
                _log.CircuitOpened(instance.Name);
            else
                _log.CircuitClosed(instance.Name);
        };
    }

    private void StartElsewhere(AdapterJob job) => ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);

    private void Start(AdapterJob job)
    {
        if (_stopped)
        {
            LeaveOut(job.Id, job.IsRead);
            job.Instance.Queue.End();
            NoteIdle();
            return;
        }

        if (_gate is not null && !MayBegin(job))
            return;

        var begun = job.BegunAt = _time.GetTimestamp();
        ValueTask<Outcome<object>> calling;
        using (_log.BeginScope(job))
        {
            EngineTracing.Begin(job);
            calling = CallPipeline.CallAsync(job.Instance.Pipeline, job);
            EngineTracing.Detach(job);
        }

        job.Operation.Pace.Note(_time.GetElapsedTime(begun));
        if (calling.IsCompleted)
            End(job, calling.Result);
        else
            _ = EndLaterAsync(job, calling);
    }

    /// <summary>
    /// Calls that wait are put back where their shards are being given away, and forgotten where they are gone.
    /// </summary>
    public void LeaveShards()
    {
        foreach (var job in _adapters.All.SelectMany(instance => instance.Queue.TakeWhere(
            job => _gate![job.Id.Activation] is Passage.Leaving or Passage.Closed)))
        {
            if (_gate![job.Id.Activation] == Passage.Leaving)
                LeaveOut(job.Id, job.IsRead);
        }

        _inbox.Run();
    }

    /// <summary>
    /// Another node may own the shard by now: what is left out here it calls, or reads back. Until it is known which,
    /// the call waits.
    /// </summary>
    private bool MayBegin(AdapterJob job)
    {
        var passage = _gate![job.Id.Activation];
        if (passage == Passage.Open)
        {
            _gate.Begin(job.Id.Activation);
            return true;
        }

        if (passage == Passage.Doubtful)
        {
            job.Instance.Queue.PutBack(job, DoubtPause);
            return false;
        }

        if (passage == Passage.Leaving)
            LeaveOut(job.Id, job.IsRead);
        if (job.Instance.Queue.End() is { } next)
            StartElsewhere(next);
        return false;
    }

    private async Task EndLaterAsync(AdapterJob job, ValueTask<Outcome<object>> calling)
    {
        End(job, await calling.ConfigureAwait(false));
        _inbox.Run();
    }

    private void End(AdapterJob job, Outcome<object> outcome)
    {
        ResilienceContextPool.Shared.Return(job.Context!);
        if (outcome.Exception is BrokenCircuitException or CallNotBegunException)
        {
            var broken = outcome.Exception as BrokenCircuitException;
            EngineTracing.End(job, broken is null ? "not_begun" : "circuit_open");
            job.Instance.Queue.PutBack(
                job, broken?.RetryAfter is { } after && after > CircuitRetry ? after : CircuitRetry);
            _gate?.End(job.Id.Activation);
            if (_stopped)
                LeaveOutWaiting();
        }
        else
        {
            var answer = _answers.Of(job, outcome, out var word);
            EngineTracing.End(job, word);
            var took = _time.GetElapsedTime(job.BegunAt);
            job.Instance.Calls.Note(_answers.EndOf(job, outcome, word), took);
            _metrics?.Attempted(job.Instance.Name, job.Call.Operation, word, took);
            var isToBeConfirmed = IsToBeConfirmed(job, answer);
            if (!isToBeConfirmed)
                _inbox.Put(answer);
            _gate?.End(job.Id.Activation);
            if (job.Instance.Queue.End() is { } next)
                StartElsewhere(next);
            if (isToBeConfirmed)
                Confirm(job, (CallAnswer.Succeeded)((ShardInput.CallAnswered)answer).Answer);
        }

        NoteIdle();
    }

    private void NoteIdle()
    {
        if (_stopped && InFlight == 0)
            _idle.TrySetResult();
    }

    private void LeaveOutWaiting()
    {
        foreach (var job in _adapters.All.SelectMany(static instance => instance.Queue.TakeAll()))
            LeaveOut(job.Id, job.IsRead);
    }

    /// <summary>What is read back is read back again by the next process, which needs no telling.</summary>
    private void LeaveOut(CallId id, bool isRead)
    {
        if (!isRead)
            _inbox.Put(new ShardInput.CallAnswered(id, new CallAnswer.NotMade()));
    }

    private void Refuse(CallId id, bool isRead, string message)
    {
        _log.AdapterMissing(message, id.Activation, id.Step);
        _inbox.Put(isRead
            ? new ShardInput.ReadAnswered(id, new ReadBack.StillUnknown(message))
            : new ShardInput.CallAnswered(
                id, new CallAnswer.Failed(new StepError(ErrorCodes.AdapterMissing, message, Retryable: true), MissingRetry)));
    }
}
