using Orchestrator.Adapters;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>PlanActivation: has no effect anywhere.</summary>
internal sealed class PlanActivation(
    OrderPreparation preparation, OrderPlanning planning, SupersessionPlanning supersessions, Previews previews, Mask mask)
{
    public async Task<V1.ActivationPlan> HandleAsync(
        V1.PlanActivationRequest request, string caller, CancellationToken cancellation)
    {
        var order = request.Request ?? new V1.StartActivationRequest();
        var violations = new Violations();
        OrderChecks.Check(order, violations, isPlan: true);
        var prepared = await preparation.PrepareAsync(
            order, caller, hash: "", traceParent: "", violations, isPlan: true, cancellation).ConfigureAwait(false);
        var planned = OrderPlanning.Of(prepared);

        var shown =
            new V1.ActivationPlan { Workflow = planned.Workflow.ToString(), PlanHash = planning.HashOf(prepared) };
        var changes = await Task.WhenAll(
            planned.Steps.Select(step => PreviewAsync(step, order, cancellation))).ConfigureAwait(false);
        foreach (var (step, change) in planned.Steps.Zip(changes))
            shown.Steps.Add(Show(step, change));
        foreach (var step in planned.Compensations)
            shown.Compensations.Add(Show(step, ""));
        shown.EntitlementEndTime = ActivationRendering.TimeOf(prepared.Order.Cancellation?.EntitlementEnd);
        shown.BillingEndTime = ActivationRendering.TimeOf(prepared.Order.Cancellation?.BillingEnd);
        foreach (var step in planned.Kept)
            shown.Kept.Add(Show(step, ""));
        shown.Warnings.AddRange((prepared.Target.Generated?.Warnings ?? []).Concat(planned.Warnings).Select(mask.Text));
        await supersessions.AddAsync(shown, prepared.Order, cancellation).ConfigureAwait(false);
        return shown;
    }

    private V1.PlannedStep Show(PlannedStep step, string change) => new()
    {
        Id = step.Id,
        DisplayName = step.Activity.Header.DisplayName,
        Adapter = step.Activity.Adapter,
        Operation = step.Operation,
        Input = mask.Object(step.Input),
        Change = mask.Text(change),
        PointOfNoReturn = EnumConversion.ToProto(step.Activity.PointOfNoReturn),
        Conditional = step.Conditional,
    };

    private Task<string> PreviewAsync(
        PlannedStep step, V1.StartActivationRequest order, CancellationToken cancellation) => step.IsInputKnown
            ? previews.OfAsync(
                step.Activity.Adapter,
                step.Operation,
                step.Input,
                (operation, input) => new AdapterCall(operation, input, $"planned/{step.Id}/do")
                {
                    Labels = new Dictionary<string, string>(order.Labels),
                },
                cancellation)
            : Task.FromResult("");
}
