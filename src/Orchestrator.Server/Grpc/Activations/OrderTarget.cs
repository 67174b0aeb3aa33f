using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What an order is about, found by the names that it gives.</summary>
/// <param name="Plan">The workflow version.</param>
/// <param name="Product">The product of the order: the target product for CHANGE; null for CUSTOM without one.</param>
/// <param name="Service">Null for PROVISION, and for CUSTOM without one.</param>
/// <param name="Behind">
/// The activation that has the service, where the order waits for its end; 0 where it need not.
/// </param>
internal sealed record OrderTarget(WorkflowPlan Plan, Product? Product, ServiceEntry? Service, long Behind);

/// <summary>An order that nothing is wrong with.</summary>
internal sealed record PreparedOrder(ActivationOrder Order, OrderTarget Target);
