using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Engine;

/// <summary>What deprovisions a service as it is now.</summary>
/// <param name="Plan">The workflow; null where there is none: what is held is left to be undone from the ledger.</param>
/// <param name="Input">What it gets, with sensitive values sealed.</param>
/// <param name="Problem">Why there is none, in a sentence with what to do; or null.</param>
public sealed record FoundTeardown(WorkflowPlan? Plan, Value Input, string? Problem);

/// <summary>
/// Finds it for an order whose service, ServiceBefore, has become another one since it was made.
/// </summary>
/// <param name="order">The order as it was made, with the service as it is.</param>
/// <param name="cancellation">Ends it.</param>
public delegate Task<FoundTeardown> FindTeardown(ActivationOrder order, CancellationToken cancellation);
