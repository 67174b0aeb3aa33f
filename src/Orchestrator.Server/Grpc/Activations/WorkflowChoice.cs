using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Engine;
using Orchestrator.Server.Generated;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Workflows;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>
/// The workflow of an order: the one that the product names; where it names none, one that is computed from what is
/// recorded of the service.
/// </summary>
internal sealed class WorkflowChoice(
    PlanCache plans,
    WorkflowVersions versions,
    ProductCatalog products,
    UndoOrders undos,
    ChangeOrders changes,
    ChangeComputing computing,
    TimeProvider time)
{
    /// <param name="request">The order.</param>
    /// <param name="found">What it is about; its plan is not known yet.</param>
    /// <param name="isPlan">It is only to be shown.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CallFailedException">There is none.</exception>
    public Task<OrderTarget> FindAsync(
        V1.StartActivationRequest request, OrderTarget found, bool isPlan, CancellationToken cancellation) =>
        request.Action switch
        {
            V1.Action.Custom => NamedAsync(request.Workflow, found, cancellation),
            V1.Action.Deprovision => DeprovisionAsync(request, found, isPlan, cancellation),
            V1.Action.Change => ChangeAsync(request, found, cancellation),
            _ => OfferedAsync(found, request.Action, cancellation),
        };

    /// <summary>What is generated is made, now that the order's input is known.</summary>
    /// <param name="target">As it was found.</param>
    /// <param name="input">The order's, checked and sealed.</param>
    /// <param name="isPlan">It is only to be shown.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CallFailedException">It cannot be computed.</exception>
    public async Task<OrderTarget> CompleteAsync(
        OrderTarget target, Value input, bool isPlan, CancellationToken cancellation)
    {
        if (target.Change is not { } change || target.Service is not { } service)
            return target;

        if (target.IsOwn)
        {
            var (made, warnings) = computing.Compute(change, service.Id, input);
            return target with { Generated = new(target.Plan, ServiceRecordInput.Of(made), warnings) };
        }

        var generated = await changes.MakeAsync(
            change, service.Id, input, publish: !isPlan, cancellation).ConfigureAwait(false);
        return target with { Plan = generated.Plan, Generated = generated };
    }

    private async Task<OrderTarget> DeprovisionAsync(
        V1.StartActivationRequest request, OrderTarget found, bool isPlan, CancellationToken cancellation)
    {
        var isWritten = found.Product!.Workflows.ContainsKey(ActivationAction.Deprovision);
        if (isWritten && found.Service!.State != ServiceState.TeardownIncomplete)
        {
            var offered = await OfferedAsync(found, request.Action, cancellation).ConfigureAwait(false);
            if (!NeverGotSoFar(offered, request))
                return IsTold(offered.Plan)
                    ? offered with
                    {
                        IsOwn = true,
                        Generated = await UndoAsync(offered, isLate: false, isPlan: true, cancellation).ConfigureAwait(false),
                    }
                    : offered;
        }

        var undo = await UndoAsync(found, IsLate(request, found), isPlan, cancellation).ConfigureAwait(false);
        return found with { Plan = undo.Plan, Generated = undo };
    }

    private Task<GeneratedOrder> UndoAsync(
        OrderTarget target, bool isLate, bool isPlan, CancellationToken cancellation) =>
        undos.FindAsync(target.Service!, target.Product, isLate, publish: !isPlan, cancellation);

    /// <summary>
    /// A service whose provisioning did not come to its end has not what its workflow for ending it needs: what it has
    /// is in its ledger.
    /// </summary>
    private static bool NeverGotSoFar(OrderTarget offered, V1.StartActivationRequest request) =>
        offered is { Behind: 0, Service: { ActiveTime: null } service }
        && service.State is ServiceState.Reserved or ServiceState.Terminating
        && StructConversion.ToValue(request.Input) is var given
        && offered.Plan.Inputs.Any(input =>
            input.Required && given[input.Name].IsNull && service.Input[input.Name].IsNull
            && input.Name != ServiceRecordInput.Name);

    private bool IsLate(V1.StartActivationRequest request, OrderTarget found) =>
        found.Service!.State != ServiceState.TeardownIncomplete
        && (found.Behind != 0
            || request.RequestedStartTime?.ToDateTimeOffset() > time.GetUtcNow()
            || found.Product!.Cancellation.Entitlement != Core.Products.CancellationEnd.AtOnce);

    /// <summary>What the source says of the target counts first, then what the target says of every change to it.</summary>
    private async Task<OrderTarget> ChangeAsync(
        V1.StartActivationRequest request, OrderTarget found, CancellationToken cancellation)
    {
        var (service, to) = (found.Service!, found.Product!);
        var said = products.Find(service.Product)?.Changes.GetValueOrDefault(to.Id);
        var isWritten = said is null && to.Workflows.ContainsKey(ActivationAction.Change);
        if (said?.Workflow is null && !isWritten)
        {
            if (found.Behind != 0)
                throw Failures.ServiceBusy(service.Id, found.Behind);

            var change = await changes.FindAsync(service, to, cancellation).ConfigureAwait(false);
            return found with { Plan = change.Plan, Change = change };
        }

        var written = said?.Workflow is { } workflow
            ? found with { Plan = await PlanAsync(workflow, cancellation).ConfigureAwait(false) }
            : await OfferedAsync(found, request.Action, cancellation).ConfigureAwait(false);
        return IsTold(written.Plan)
            ? written with
            {
                IsOwn = true,
                Change = await changes.FindAsync(service, to, cancellation).ConfigureAwait(false),
            }
            : written;
    }

    /// <summary>Whether a workflow that somebody wrote wants to be told what is recorded.</summary>
    private static bool IsTold(WorkflowPlan plan) => plan.Inputs.Any(input => input.Name == ServiceRecordInput.Name);

    private async Task<OrderTarget> OfferedAsync(OrderTarget found, V1.Action action, CancellationToken cancellation)
    {
        var product = found.Product!;
        if (product.Workflows.TryGetValue(EnumConversion.ToCore(action), out var definition))
            return found with { Plan = await PlanAsync(definition, cancellation).ConfigureAwait(false) };

        throw new CallFailedException(
            Reason.ActionNotOffered,
            $"Product '{product.Id}' has no workflow for {OrderChecks.Name(action)}. Add one to its product.json.")
        {
            Subject = product.Id,
            Metadata = new SortedDictionary<string, string>
            {
                ["product"] = product.Id,
                ["action"] = OrderChecks.Name(action),
            },
        };
    }

    private async Task<WorkflowPlan> PlanAsync(string definition, CancellationToken cancellation) =>
        await plans.GetAsync(definition, 0, cancellation).ConfigureAwait(false)
            ?? throw WorkflowVersions.Retired(new WorkflowName(definition, 0));

    private async Task<OrderTarget> NamedAsync(string workflow, OrderTarget found, CancellationToken cancellation)
    {
        var name = new Violations().Workflow("workflow", workflow)!.Value;
        return found with { Plan = await versions.FindForStartAsync(name, cancellation).ConfigureAwait(false) };
    }
}
