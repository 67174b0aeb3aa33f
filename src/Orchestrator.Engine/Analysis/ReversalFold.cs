using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Analysis;

/// <summary>The rollbacks and withdrawals in one activation's history.</summary>
internal sealed class ReversalFold
{
    private readonly List<ReversalFact> _facts = [];
    private (StepTraits Step, StepError Error)? _failed;
    private ReversalFact? _decided;
    private bool _isOpen;

    public IReadOnlyList<ReversalFact> Facts => _facts;

    /// <summary>A step failed for good: what is turned around next is because of it, unless a person decides.</summary>
    public void Failed(StepTraits step, StepError error) => _failed = (step, error);

    public void Take(SagaEvent happened, DateTimeOffset time)
    {
        switch (happened)
        {
            case CancelRequested it: Decide(ReversalCause.Cancellation, it.Who, time); break;
            case RollbackRequested it: Decide(ReversalCause.Person, it.Who, time); break;
            case FalloutResolved { Decision: FalloutDecision.RollBack } it:
                Decide(ReversalCause.FalloutDecision, it.Who, time);
                break;
            case FalloutResolved { Decision: FalloutDecision.Abandon } it:
                Decide(ReversalCause.Abandonment, it.Who, time);
                break;
            case DueTimePassed:
                _failed = null;
                _decided = new ReversalFact(ReversalCause.DueTime, NoStep, ErrorCodes.DueTimePassed, "", "", time);
                break;
            case RollbackStarted it: Begin(it.Cause, time); break;
            case ActivationRolledBack: End(ReversalEnd.RolledBack, "", time); break;
            case ActivationCancelled it: End(ReversalEnd.Cancelled, it.Because ?? "", time); break;
            case ActivationAbandoned: End(ReversalEnd.Abandoned, "", time); break;
            case FlowRestored: End(ReversalEnd.WentOn, "", time); break;
            case FalloutResolved or StepSucceeded: _failed = null; break;
        }
    }

    private void Decide(ReversalCause cause, Who who, DateTimeOffset time)
    {
        var isOfFailure = cause is ReversalCause.FalloutDecision or ReversalCause.Abandonment;
        var (step, code) = isOfFailure && _failed is { } failed ? (failed.Step, failed.Error.Code) : (NoStep, "");
        _decided = new ReversalFact(cause, step, code, who.Actor, who.Reason, time);
    }

    private void Begin(string why, DateTimeOffset time)
    {
        if (_isOpen)
            return;

        var fact = _decided is { } decided && decided.Time == time
            ? decided with { Reason = decided.Reason.Length > 0 ? decided.Reason : why }
            : new ReversalFact(
                ReversalCause.Failure, _failed?.Step ?? NoStep, _failed?.Error.Code ?? "", "", why, time);
        Open(fact);
    }

    private void Open(ReversalFact fact)
    {
        _facts.Add(fact);
        (_isOpen, _decided, _failed) = (true, null, null);
    }

    /// <summary>What ends without having been turned around before was withdrawn, or given up, at once.</summary>
    private void End(ReversalEnd end, string because, DateTimeOffset time)
    {
        if (!_isOpen)
        {
            var decided = _decided is { } known && known.Time == time
                ? known
                : new ReversalFact(ReversalCause.Service, NoStep, "", "", because, time);
            Open(decided);
        }

        _facts[^1] = _facts[^1] with { End = end };
        _isOpen = false;
    }

    private static StepTraits NoStep => new("", "", "");
}
