using Orchestrator.Core.Activities;
using Orchestrator.Core.Shards;

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

    /// <summary>Whether the workflow that ends the service as it is now is to be looked for.</summary>
    public bool AsksForTeardown { get; private set; }

    /// <summary>
    /// A deprovisioning whose turn has come, and that has nothing to do, ends; one that cannot do it with its workflow
    /// asks for another: never as if it had been withdrawn, for somebody counts on it.
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

        if (State.IsHeld || order.RequestedStartTime > Now)
            return false;
        if ((service.Product, service.ProductVersion) == (order.Product, order.ProductVersion)
            && ServiceRules.Forbids(service, State, order.Input) is null)
            return false;

        // What ends it as it is now only the shell can tell. The service is its own meanwhile.
        if (State.QueuedBehind != 0)
            Emit(new ActivationQueued(0));
        AsksForTeardown = !State.AwaitsTeardown;
        State.AwaitsTeardown = true;
        return true;
    }

    /// <summary>What ends the service as it is now was looked for.</summary>
    /// <param name="found">The workflow, or why there is none.</param>
    public void BeginTeardown(ShardInput.TeardownFound found)
    {
        State.AwaitsTeardown = false;
        if (State is not { IsStarted: false, IsFinished: false, QueuedBehind: 0, Order.ServiceBefore: { } service }
            || State.IsHeld
            || service != found.Service)
        {
            BeginIfDue();
            return;
        }

        if (found.Plan is not { } plan)
        {
            LeaveToLedger(found.Problem ?? ServiceRules.Forbids(service, State, State.Order.Input)
                ?? $"services/{service.Id} is of another version of product '{service.Product}' now.");
            return;
        }

        State.Use(plan);
        Emit(new WorkflowReplaced(plan.Id.Definition, plan.Id.Version, service.Product, service.ProductVersion)
        {
            Parts = plan.Parts.IsEmpty ? null : plan.Parts,
            Input = found.Input,
        });
        Emit(new ActivationStarted());
        Schedule(State.Plan.Root, null);
        Drain();
    }

    private void LeaveToLedger(string why)
    {
        Emit(new TeardownLeftToLedger(
            $"Its workflow cannot be carried out: {why} What the service holds is left to be undone from its ledger."));
        Emit(new ActivationAbandoned());
    }
}
