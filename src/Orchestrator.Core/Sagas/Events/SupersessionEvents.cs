using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// The service is to be deprovisioned, and the activation has it: no new step of it starts from now on. What is in
/// flight is awaited and read back, then it is undone; or ends, where that cannot be.
/// </summary>
/// <param name="By">The activation that deprovisions the service, and waits for its end.</param>
public sealed record ActivationSuperseded(long By) : SagaEvent
{
    /// <summary>
    /// It has passed, or is passing, a hard point of no return: it is not undone, but ends where it stands. What it did
    /// stands in the service's ledger, and is undone from there.
    /// </summary>
    public bool Stands { get; init; }
}

/// <summary>The activation that it waits behind does not end before a person has decided something.</summary>
/// <param name="Why">For whom it waits, and what is to be done: plain sentences.</param>
public sealed record TurnDelayed(string Why) : SagaEvent;

/// <summary>Its turn came, and what was ordered is so already: no step runs.</summary>
/// <param name="Why">One plain sentence.</param>
public sealed record NothingLeftToDo(string Why) : SagaEvent;

/// <summary>
/// Its time has come, and the service has become another one since it was ordered: it is carried out with the workflow that
/// ends the service as it is now. Nothing of the other one had begun.
/// </summary>
/// <param name="Workflow">The version that it keeps from now on: definition id and version.</param>
/// <param name="Version">From 1.</param>
/// <param name="Product">The service's product now.</param>
/// <param name="ProductVersion">The version of it that the service has.</param>
public sealed record WorkflowReplaced(string Workflow, int Version, string Product, int ProductVersion) : SagaEvent
{
    /// <summary>The versions of other definitions that it uses as activities, and keeps; null for none.</summary>
    public IReadOnlyList<WorkflowPart>? Parts { get; init; }

    /// <summary>What the workflow gets, in place of the order's input.</summary>
    public Value Input { get; init; }
}

/// <summary>
/// Its workflow cannot be carried out on the service as it is: no step runs, and what the service holds is left to be
/// undone from its ledger.
/// </summary>
/// <param name="Why">What stands in the way, in plain sentences.</param>
public sealed record TeardownLeftToLedger(string Why) : SagaEvent;
