using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// P2: every effect is there once, or the journal says that it is not known; and what the journal says is done, is.
/// </summary>
internal sealed class EffectsAreDoneOnce : Checker
{
    public override void Applied(Trip trip, Thing thing)
    {
        var side = trip.Id.Undo ? thing.Undo : thing.Do;
        if (side.Times > 1)
            Fail($"{trip} had its effect a second time");
    }

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        if (happened is StepSucceeded done
            && it.Facts(done.Step) is { Operation: not "look" }
            && World.Outside.Find($"{it.Name}/{done.Step}/do").Do.Times == 0)
            Fail($"{it.Name}: step '{done.Step}' counts as done, and was not");
        if (happened is CompensationSucceeded undone && it.Facts(undone.Step) is not null)
        {
            var thing = World.Outside.Find($"{it.Name}/{undone.Step}/do");
            if (thing.IsThere)
                Fail($"{it.Name}: step '{undone.Step}' counts as undone, and was not");
        }
    }

    public override void End()
    {
        foreach (var thing in World.Outside.Things.Where(thing => thing.IsThere))
        {
            var parts = thing.Key.Split('/');
            var state = ActivationId.TryParse(parts[0], out var id)
                ? World.Auditor.Find(id)?.State.FindStep(parts[1])?.State
                : null;
            if (state is not (StepState.Succeeded or StepState.Unknown or StepState.CompensationFailed or StepState.Compensating))
                Fail($"{thing.Key} had its effect, and the step is {state?.ToString() ?? "not there"}");
        }
    }
}
