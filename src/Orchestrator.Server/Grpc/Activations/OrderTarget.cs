using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Server.Generated;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What an order is about, found by the names that it gives.</summary>
/// <param name="Plan">The workflow version.</param>
/// <param name="Product">The product of the order: the target product for CHANGE; null for CUSTOM without one.</param>
/// <param name="Service">Null for PROVISION, and for CUSTOM without one.</param>
/// <param name="Behind">
/// The activation that has the service, where the order waits for its end; 0 where it need not.
/// </param>
internal sealed record OrderTarget(WorkflowPlan Plan, Product? Product, ServiceEntry? Service, long Behind)
{
    /// <summary>What is generated; for a workflow that somebody wrote, only what it is told of the service.</summary>
    public GeneratedOrder? Generated { get; init; }

    /// <summary>What a change is computed from, once the order's input is known; null where none is.</summary>
    public ChangeSource? Change { get; init; }

    /// <summary>Whether somebody wrote the workflow, and it is only told what would be generated.</summary>
    public bool IsOwn { get; init; }

    /// <summary>What the service gives where the order gives nothing.</summary>
    public Value Inherited => (Change is not null && !IsOwn ? Change.Recorded.Ordered : Service?.Input) ?? Value.EmptyObject;

    /// <summary>Whether it may wait for the end of another activation: what was computed would not hold then.</summary>
    public bool MayWait => Change is null;
}

/// <summary>An order that nothing is wrong with.</summary>
internal sealed record PreparedOrder(ActivationOrder Order, OrderTarget Target);
