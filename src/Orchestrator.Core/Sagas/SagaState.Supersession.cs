using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>What an activation that waits for a service has told the one that has it.</summary>
internal enum ServiceClaim
{
    None,

    /// <summary>That it waits, and when it may begin.</summary>
    Ahead,

    /// <summary>That it may begin.</summary>
    Due,
}

/// <summary>Folding what a deprovisioning makes of the activation that has the service.</summary>
public sealed partial class SagaState
{
    private string? _whyEnded;

    /// <summary>The activation that deprovisions the service in its stead; 0 for none.</summary>
    public long SupersededBy { get; private set; }

    /// <summary>
    /// A deprovisioning that its workflow could not carry out: what the service holds is to be undone from its ledger.
    /// </summary>
    public bool IsLeftToLedger { get; private set; }

    /// <summary>It got its service from another one: what was known of it when it was ordered may have changed.</summary>
    internal bool HasTakenOver { get; private set; }

    /// <summary>Superseded, and not undone: it ends when nothing of it is in flight.</summary>
    internal bool Stands { get; private set; }

    /// <summary>
    /// While it waits: what it has told whoever has its service, whose end it hears of then. Not a fact: a new process
    /// tells again.
    /// </summary>
    internal ServiceClaim Claimed { get; set; }

    private void On(ActivationSuperseded it)
    {
        (SupersededBy, Stands) = (it.By, it.Stands);
        ForcedPastSoftPoint = true; // The customer leaves: what that costs is not asked any more.
        if (!IsStarted)
            return;

        if (IsRollingBack)
        {
            if (!it.Stands)
                UndoAll();
            return;
        }

        if (!it.Stands)
            return; // RollbackStarted comes next.

        IsHeld = false;
        StateReason = $"{NameOf(it.By)} deprovisions the service; past a hard point of no return nothing is undone, and "
            + "what is in flight is awaited.";
        KeepUnknownFallouts();
        OnFinishReached();
        TellChildren(ErrandKind.Supersede, OwnDecision());
    }

    /// <summary>It looks again for whoever has its service, as soon as it can.</summary>
    internal void ForgetClaim() => Claimed = ServiceClaim.None;

    private void On(NothingLeftToDo it) => (_whyEnded, QueuedBehind) = (it.Why, 0);

    /// <summary>
    /// Not a fact: whether it is being looked for the workflow that ends the service as it is. A new process looks again.
    /// </summary>
    internal bool AwaitsTeardown { get; set; }

    /// <summary>Before <see cref="WorkflowReplaced"/> is folded: nothing of the other one has begun.</summary>
    public void Use(WorkflowPlan plan) => Plan = plan;

    private void On(WorkflowReplaced it) => Order = Order with
    {
        Product = it.Product,
        ProductVersion = it.ProductVersion,
        Input = it.Input,
        Inherited = [],
    };

    private void On(TeardownLeftToLedger it) => (IsLeftToLedger, _whyEnded, QueuedBehind) = (true, it.Why, 0);

    /// <summary>It was being undone back to a step, to go on from there.</summary>
    private void UndoAll()
    {
        (BackToStep, RestoreTo, KeepUpTo) = (null, null, 0);
        _undoFrom = _lastCompleted;
    }

    /// <summary>Whether a step did anything must be known; what else a person was to decide has become idle.</summary>
    private void KeepUnknownFallouts() =>
        _fallouts?.RemoveAll(fallout => _steps.Find(fallout.Step) is not { State: StepState.Unknown });

    private string WhyAbandoned() => _whyEnded ?? (Stands
        ? $"Superseded by {NameOf(SupersededBy)}, which deprovisions the service, past a hard point of no return: what "
            + "it did stays, and is undone from the service's ledger."
        : "Ended by a person, with effects left behind.");

    private static string NameOf(long activation) => $"activations/{ActivationId.ToText(activation)}";
}
