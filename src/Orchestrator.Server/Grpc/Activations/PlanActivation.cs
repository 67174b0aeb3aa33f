using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Core.Values;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>PlanActivation: has no effect anywhere.</summary>
internal sealed class PlanActivation(
    OrderPreparation preparation, OrderPlanning planning, AdapterRegistry adapters, Mask mask)
{
    private static readonly TimeSpan PreviewTime = TimeSpan.FromSeconds(5);

    public async Task<V1.ActivationPlan> HandleAsync(
        V1.PlanActivationRequest request, string caller, CancellationToken cancellation)
    {
        var order = request.Request ?? new V1.StartActivationRequest();
        var violations = new Violations();
        OrderChecks.Check(order, violations, isPlan: true);
        var prepared = await preparation.PrepareAsync(
            order, caller, hash: "", traceParent: "", violations, cancellation).ConfigureAwait(false);
        var planned = OrderPlanning.Of(prepared);

        var shown =
            new V1.ActivationPlan { Workflow = planned.Workflow.ToString(), PlanHash = planning.HashOf(prepared) };
        var previews = await Task.WhenAll(
            planned.Steps.Select(step => PreviewAsync(step, order, cancellation))).ConfigureAwait(false);
        foreach (var (step, preview) in planned.Steps.Zip(previews))
            shown.Steps.Add(Show(step, preview ?? ""));
        foreach (var step in planned.Compensations)
            shown.Compensations.Add(Show(step, ""));
        shown.Warnings.AddRange(planned.Warnings.Select(mask.Text));
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

    /// <summary>
    /// What the adapter says that the step would change; null where it cannot tell, or does not in time.
    /// </summary>
    private async Task<string?> PreviewAsync(
        PlannedStep step, V1.StartActivationRequest order, CancellationToken cancellation)
    {
        if (!step.IsInputKnown || adapters.Find(step.Activity.Adapter) is not { } adapter
            || adapter.Description.Find(step.Operation) is not { CanPreview: true })
            return null;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PreviewTime);
        try
        {
            // Masked, not opened: a preview is shown, and may repeat what it was given.
            using var input = JsonDocument.Parse(ValueJson.ToBytes(Sealer.Mask(step.Input)));
            var call = new AdapterCall(step.Operation, input.RootElement.Clone(), $"planned/{step.Id}/do")
            {
                Labels = new Dictionary<string, string>(order.Labels),
            };
            return await adapter.PreviewAsync(call, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return failure is OperationCanceledException
                ? "(the adapter gave no preview in time)"
                : "(the adapter could not give a preview)";
        }
    }
}
