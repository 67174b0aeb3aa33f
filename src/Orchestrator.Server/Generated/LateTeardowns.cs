using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Generated;

/// <summary>
/// What ends a service when the time of its cancellation has come, and it has become another one since that was ordered: by
/// its product now, with what the order gave, what the service has, and the dates that were agreed.
/// </summary>
internal sealed class LateTeardowns(ProductCatalog products, PlanCache plans, UndoOrders undos, Sealer sealer)
{
    /// <exception cref="Orchestrator.Engine.Ports.JournalUnavailableException">The database cannot be reached.</exception>
    public async Task<FoundTeardown> FindAsync(ActivationOrder order, CancellationToken cancellation)
    {
        var service = order.ServiceBefore!;
        if (products.Find(service.Product) is not { } product)
            return Nothing($"Product '{service.Product}' is not known any more.");
        if (!product.Workflows.TryGetValue(ActivationAction.Deprovision, out var definition))
            return await UndoAsync(service, product, cancellation).ConfigureAwait(false);
        if (await plans.GetAsync(definition, 0, cancellation).ConfigureAwait(false) is not { } plan)
            return Nothing($"No version of workflow '{definition}' is in force. Publish one.");
        if (order.Cancellation is { } dates && dates.EntitlementEnd != dates.BillingEnd && !CancellationRule.IsTold(plan))
            return Nothing($"Use and payment end at different times, and {plan.Id} is told neither.");

        return await GiveAsync(order, plan, product, cancellation).ConfigureAwait(false);
    }

    private static FoundTeardown Nothing(string why) => new(null, Value.Null, why);

    private async Task<FoundTeardown> UndoAsync(ServiceEntry service, Product product, CancellationToken cancellation)
    {
        var undo = await undos.FindAsync(service, product, isLate: false, publish: true, cancellation).ConfigureAwait(false);
        return new FoundTeardown(undo.Plan, ServiceRecordInput.With(Value.EmptyObject, undo.Record), null);
    }

    /// <summary>What the order gave, where this workflow asks for it; the rest is the service's.</summary>
    private async Task<FoundTeardown> GiveAsync(
        ActivationOrder order, WorkflowPlan plan, Product product, CancellationToken cancellation)
    {
        var service = order.ServiceBefore!;
        var isTold = false;
        var members = new List<(string, Value)>();
        foreach (var input in plan.Inputs)
        {
            if (input.Name == ServiceRecordInput.Name)
                isTold = true;
            else if (ValueOf(input, order, service) is { IsNull: false } value)
                members.Add((input.Name, input.Sensitive ? sealer.Seal(sealer.Open(value)) : value));
            else if (input.Required)
                return Nothing($"services/{service.Id} has no '{input.Name}', which {plan.Id} needs.");
        }

        var given = Value.Object([.. members]);
        if (!isTold)
            return new FoundTeardown(plan, given, null);

        var undo = await undos.FindAsync(service, product, isLate: false, publish: false, cancellation).ConfigureAwait(false);
        return new FoundTeardown(plan, ServiceRecordInput.With(given, undo.Record), null);
    }

    private static Value ValueOf(InputDeclaration input, ActivationOrder order, ServiceEntry service)
    {
        if (order.Cancellation is { } dates
            && input.Name is CancellationDates.EntitlementInput or CancellationDates.BillingInput)
        {
            Value end = CancellationPlanning.Text(
                input.Name == CancellationDates.EntitlementInput ? dates.EntitlementEnd : dates.BillingEnd);
            return InputType.Flaw(input.Type, end) is null ? input.Type.Convert(end) : end;
        }

        var given = order.Inherited.Contains(input.Name) ? Value.Null : order.Input[input.Name];
        return given.IsNull ? service.Input[input.Name] : given;
    }
}
