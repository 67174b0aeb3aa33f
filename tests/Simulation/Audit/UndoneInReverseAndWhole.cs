using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// P3: undoing goes one by one, the last that was completed first, and leaves nothing that can be undone.
/// </summary>
internal sealed class UndoneInReverseAndWhole : Checker
{
    private readonly Dictionary<long, string> _undoing = [];
    private readonly Dictionary<long, int> _kept = [];

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        switch (happened)
        {
            case RollbackStarted begun:
                _kept[it.Id] = begun.KeepUpTo;
                break;
            case CompensationRequested undo:
                Begin(it, undo.Step);
                break;
            case CompensationSucceeded undone:
                _undoing.Remove(it.Id);
                break;
            case StepSkipped:
                _undoing.Remove(it.Id);
                break;
            case FlowRestored or ActivationRolledBack or ActivationCancelled:
                if (LastToUndo(it) is { } left)
                    Fail($"{it.Name}: {happened.Type}, and step '{left.Step}' is left");
                break;
        }
    }

    public override void Sent(Trip trip)
    {
        if (trip.Id.Undo && _undoing.GetValueOrDefault(trip.Id.Activation) != trip.Id.Step)
            Fail($"{trip} is sent, and it is not its turn");
    }

    public override void End()
    {
        foreach (var thing in World.Outside.Things.Where(thing => thing.IsThere))
        {
            var parts = thing.Key.Split('/');
            if (ActivationId.TryParse(parts[0], out var id)
                && World.Auditor.Find(id) is { State.State: ActivationState.RolledBack or ActivationState.Cancelled } it
                && it.Facts(parts[1])?.Undo is not null)
                Fail($"{it.Name} is {it.State.State}, and the effect of step '{parts[1]}' is still there");
        }
    }

    private void Begin(Chronicle it, string step)
    {
        if (_undoing.TryGetValue(it.Id, out var other))
            Fail($"{it.Name}: step '{step}' is to be undone while '{other}' is");
        if (it.Done.Exists(one => one.Step == step) && LastToUndo(it) is { } last && last.Step != step)
            Fail($"{it.Name}: step '{step}' is to be undone before '{last.Step}', which was completed later");
        _undoing[it.Id] = step;
    }

    private DoneStep? LastToUndo(Chronicle it) =>
        it.Done.LastOrDefault(one => one.CanBeUndone && one.Number > _kept.GetValueOrDefault(it.Id));
}
