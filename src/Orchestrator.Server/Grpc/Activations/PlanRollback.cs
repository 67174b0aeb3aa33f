using Orchestrator.Adapters;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>PlanRollback: has no effect.</summary>
internal sealed class PlanRollback(
    ActivationLookup lookup, AffectedServices affected, StepRendering steps, Previews previews, Mask mask)
{
    public async Task<V1.RollbackPlan> HandleAsync(V1.PlanRollbackRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        ActivationLookup.CheckName(request.Name, violations);
        violations.Text("back_to_step", request.BackToStep, StepNames.LengthMax);
        violations.ThrowIfAny();

        var state = await lookup.ReadAsync(request.Name, cancellation).ConfigureAwait(false);
        var backTo = request.BackToStep.Length > 0 ? request.BackToStep : null;
        if (RollbackPlan.Refuse(state, backTo) is { } why)
            throw StepNames.Refusal(
                state, state.Id, new SagaCommand.RollBack(new Who("", "", ""), backTo, false, null), why);

        var plan = RollbackPlan.Of(state, backTo);
        var others = await affected.FindAsync(state, plan.Compensations, cancellation).ConfigureAwait(false);
        var shown = Show(state, plan, others);
        var undone = plan.Compensations.Select(step => PreviewAsync(state, step, cancellation));
        foreach (var (compensation, change) in shown.Compensations.Zip(
            await Task.WhenAll(undone).ConfigureAwait(false)))
            compensation.Change = mask.Text(change);

        return shown;
    }

    private Task<string> PreviewAsync(SagaState state, StepRecord step, CancellationToken cancellation)
    {
        var key = $"{ActivationId.ToText(state.Id)}/{step.Id}";
        return previews.OfAsync(
            step.Activity.Adapter,
            step.Compensation!,
            RollbackRules.InputOfUndo(step),
            (operation, input) => new AdapterCall(operation, input, $"{key}/undo")
            {
                Undoes = $"{key}/do",
                Labels = state.Order.Labels,
            },
            cancellation);
    }

    private V1.RollbackPlan Show(SagaState state, RollbackPlan plan, FoundServices others)
    {
        var canStart = CanStart(state);
        var shown = new V1.RollbackPlan
        {
            Allowed = canStart && plan.Blocks == PointOfNoReturn.None,
            PlanHash = plan.Hash,
        };
        shown.Compensations.AddRange(plan.Compensations.Select(steps.RenderUndo));
        shown.Irreversible.AddRange(plan.Irreversible.Select(steps.RenderDone));
        shown.AffectedServices.AddRange(others.Services.Select(service => $"services/{service.Id}"));
        if (!canStart)
            shown.Warnings.Add(
                $"It is {state.State}: only a running, held, fallen-out or completed activation can be rolled back.");
        shown.Warnings.AddRange(Warnings(state, plan));
        shown.Warnings.AddRange(Warnings(others));
        return shown;
    }

    private static bool CanStart(SagaState state) =>
        state.IsStarted && !state.IsRollingBack && (!state.IsFinished || state.State == ActivationState.Completed);

    private static IEnumerable<string> Warnings(SagaState state, RollbackPlan plan)
    {
        if (plan.Blocks == PointOfNoReturn.Hard)
            yield return "It has passed, or is passing, a hard point of no return: it cannot be rolled back. "
                + "Deprovision the service instead.";
        if (plan.Blocks == PointOfNoReturn.Soft)
            yield return $"It has passed a soft point of no return{Penalty(state)}: it is rolled back only with force.";
        foreach (var step in plan.Irreversible)
            yield return $"Step '{step.Id}' cannot be undone, and stays as it is.";
        foreach (var step in plan.Compensations.Where(step => step.CompensationInputError is not null))
        {
            yield return $"With what input step '{step.Id}' is to be undone is not known, so a person must say "
                + "it then: "
                + step.CompensationInputError;
        }

        foreach (var step in plan.InFlight)
            yield return $"Step '{step.Id}' is under way: it is awaited first, and undone if it turns out to be done.";
        foreach (var step in plan.Compensations.Where(step => step.State == StepState.Unknown))
            yield return $"What became of step '{step.Id}' is not known: the adapter is asked first, and the step is "
                + "undone if that stays so.";
    }

    private static IEnumerable<string> Warnings(FoundServices others)
    {
        foreach (var service in others.Services)
        {
            var used = service.Resources.Select(resource => $"{resource.Kind} '{resource.ExternalId}'");
            yield return $"services/{service.Id} uses what would be taken away: {string.Join(", ", used)}.";
        }

        if (!others.IsComplete)
            yield return $"The customer has {AffectedServices.ServicesMax} services or more; others than those looked "
                + "at may be affected too.";
    }

    /// <summary>What passing its soft points of no return over costs, in brackets; empty where nobody said.</summary>
    public static string Penalty(SagaState state)
    {
        var penalties = state.Steps
            .Where(step => step.State == StepState.Succeeded
                && step.Activity is { PointOfNoReturn: PointOfNoReturn.Soft, Penalty.Length: > 0 })
            .Select(step => step.Activity.Penalty)
            .Distinct();
        var text = string.Join("; ", penalties);
        return text.Length > 0 ? $" ({text})" : "";
    }
}
