using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>A deprovisioning wins over whatever else has the service.</summary>
internal sealed partial class Burst
{
    /// <summary>No new step starts; what was done is undone, or left to the service's ledger.</summary>
    /// <param name="by">The activation that deprovisions the service.</param>
    public void Supersede(long by)
    {
        if (State.IsFinished || State.SupersededBy != 0)
            return;

        var stands = SupersessionRules.Of(State) == Supersession.Stopped;
        var cause = $"Superseded by {NameOf(by)}, which deprovisions the service.";
        Emit(new ActivationSuperseded(by) { Stands = stands });
        if (!State.IsStarted)
            Emit(new ActivationCancelled(cause));
        else if (!stands && !State.IsRollingBack)
            StartRollback(cause);
        Drain();
    }

    /// <summary>
    /// What was in flight has ended. Where a hard point was only about to be passed, and was not, everything can be
    /// undone after all.
    /// </summary>
    private void EndSuperseded()
    {
        if (State.OpenSteps.Count > 0 || State.Fallouts.Count > 0)
            return;

        if (RollbackRules.Blocks(State, keepUpTo: 0) == PointOfNoReturn.Hard)
        {
            Emit(new ActivationAbandoned());
            return;
        }

        StartRollback($"Superseded by {NameOf(State.SupersededBy)}, which deprovisions the service.");
        Compensate();
    }

    /// <summary>It waits longer, and for whom is said.</summary>
    public void DelayTurn(string why)
    {
        if (State is { QueuedBehind: not 0, IsFinished: false } && State.StateReason != why)
            Emit(new TurnDelayed(why));
    }

    /// <summary>
    /// A deprovisioning whose turn has come, and that has nothing to do, or cannot do it with its workflow, ends: never
    /// as if it had been withdrawn, for somebody counts on it.
    /// </summary>
    private bool EndsDeprovision()
    {
        if (!State.HasTakenOver
            || State.Order is not { Action: ActivationAction.Deprovision, ServiceBefore: { } service } order)
            return false;

        if (service.State == ServiceState.Terminated)
        {
            Emit(new NothingLeftToDo($"services/{service.Id} is terminated already: there was nothing left to do."));
            Emit(new ActivationCompleted());
            return true;
        }

        if (State.IsHeld
            || order.RequestedStartTime > Now
            || ServiceRules.Forbids(service, State, order.Input) is not { } why)
            return false;

        Emit(new TeardownLeftToLedger(
            $"Its workflow cannot be carried out: {why} What the service holds is left to be undone from its ledger."));
        Emit(new ActivationAbandoned());
        return true;
    }
}
