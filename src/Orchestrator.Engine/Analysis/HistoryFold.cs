using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Analysis;

/// <summary>
/// One activation's history, folded to what analyses count. It needs neither the activation's state nor what its steps
/// got and gave, so the journal may leave that out.
/// </summary>
internal sealed class HistoryFold
{
    private readonly WorkflowPlan? _plan;
    private readonly Dictionary<string, StepClock> _steps = new(StringComparer.Ordinal);
    private readonly List<FailureFact> _failures = [];
    private readonly List<StepTime> _times = [];
    private readonly ReversalFold _reversals = new();
    private readonly PromiseFold _promise;
    private readonly HashSet<(string Step, string Code)> _failedNow = [];
    private readonly ActivationTraits _traits;

    private HistoryFold(long activation, ActivationAccepted accepted, WorkflowPlan? plan)
    {
        _plan = plan;
        var order = accepted.Order;
        _traits = new ActivationTraits(activation, accepted.Workflow, order.Product, order.Action, order.Channel);
        _promise = new PromiseFold(order.DueTime);
    }

    /// <param name="history">From its beginning.</param>
    /// <param name="accepted">Its first event.</param>
    /// <param name="plan">
    /// The version that it names: tells which adapter a step calls. Null where there is none any more.
    /// </param>
    /// <param name="now">What is open at this time, and due, is missed.</param>
    public static HistoryFacts Fold(
        ScannedHistory history, ActivationAccepted accepted, WorkflowPlan? plan, DateTimeOffset now)
    {
        var fold = new HistoryFold(history.Activation, accepted, plan);
        foreach (var (time, events) in history.Transitions)
        {
            fold._failedNow.Clear();
            foreach (var happened in events)
            {
                fold.Take(happened, time);
                fold._promise.Take(happened, time);
            }
        }

        return new HistoryFacts(fold._traits)
        {
            Failures = fold._failures,
            Steps = fold._times,
            Reversals = fold._reversals.Facts,
            Promise = fold._promise.FactAt(now),
        };
    }

    private void Take(SagaEvent happened, DateTimeOffset time)
    {
        switch (happened)
        {
            case StepRequested it: _steps[it.StepId] = new StepClock(TraitsOf(it.Activity), time, it.Waits); break;
            case StepStarted { Undo: false } it: Find(it.Step)?.Works(time); break;
            case WindowAwaited { Undo: false } it: Find(it.Step)?.Waits(time); break;
            case WindowOpened { Undo: false } it: Find(it.Step)?.Waits(time); break;
            case StepPutBack { Undo: false } it: Find(it.Step)?.Waits(time); break;
            case StepAttemptFailed it: Failed(it, time); break;
            case StepUnknown it: Unknown(it, time); break;
            case StepSucceeded it: Succeeded(it, time); break;
            case StepFailed it: Failed(it.Step, it.Error, FailureKind.Final, time); break;
            case CompensationFailed it: Failed(it.Step, it.Error, FailureKind.UndoFinal, time); break;
            case ActivityFaulted it: Failed(it.Activity, it.Error, FailureKind.Final, time); break;
            case FalloutRaised it: FellOut(it, time); break;
            case FalloutResolved it: Resolved(it, time); break;
            default: _reversals.Take(happened, time); break;
        }
    }

    private StepClock? Find(string step) => _steps.GetValueOrDefault(step);

    private void Failed(StepAttemptFailed it, DateTimeOffset time)
    {
        _failures.Add(new FailureFact(TraitsOfStep(it.Step), FailureKind.Retried, it.Error.Code, time));
        if (!it.Undo)
            Find(it.Step)?.Pauses(time, it.NextAttempt);
    }

    private void Unknown(StepUnknown it, DateTimeOffset time)
    {
        _failures.Add(new FailureFact(TraitsOfStep(it.Step), FailureKind.Unknown, ErrorCodes.OutcomeUnknown, time));
        if (!it.Undo)
            Find(it.Step)?.Works(time);
    }

    private void Succeeded(StepSucceeded it, DateTimeOffset time)
    {
        if (Find(it.Step)?.Succeeded(time) is { } took)
            _times.Add(took);
    }

    /// <summary>Failures for good: each is told by one event that fails the step, and perhaps one that asks a person.
    /// </summary>
    private void Failed(string step, StepError error, FailureKind kind, DateTimeOffset time)
    {
        var traits = TraitsOfStep(step);
        _failedNow.Add((step, error.Code));
        _failures.Add(new FailureFact(traits, kind, error.Code, time));
        _reversals.Failed(traits, error);
        Find(step)?.Waits(time);
    }

    /// <summary>One whose step did not fail in the same transition is a failure of its own.</summary>
    private void FellOut(FalloutRaised it, DateTimeOffset time)
    {
        if (!_failedNow.Contains((it.Step, it.Error.Code)))
            Failed(it.Step, it.Error, it.WhileCompensating ? FailureKind.UndoFinal : FailureKind.Final, time);
        Find(it.Step)?.Waits(time);
    }

    private void Resolved(FalloutResolved it, DateTimeOffset time)
    {
        _reversals.Take(it, time);
        if (it.Decision == FalloutDecision.Retry)
            Find(it.Step)?.Works(time);
    }

    private StepTraits TraitsOfStep(string step) => Find(step)?.Step ?? TraitsOf(step);

    private StepTraits TraitsOf(string activity) => _plan?.Find(activity) is StepActivity step
        ? new StepTraits(activity, step.Adapter, step.Operation)
        : new StepTraits(activity, "", "");
}
