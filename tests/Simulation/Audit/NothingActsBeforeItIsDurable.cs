using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>No call leaves a node before the journal holds that it is made.</summary>
internal sealed class NothingActsBeforeItIsDurable : Checker
{
    private readonly HashSet<(long Activation, string Step, bool Undo)> _decided = [];

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        if (happened is StepRequested requested)
            _decided.Add((it.Id, requested.StepId, false));
        else if (happened is CompensationRequested undo)
            _decided.Add((it.Id, undo.Step, true));
    }

    public override void Sent(Trip trip)
    {
        var id = trip.Id;
        if (!_decided.Contains((id.Activation, id.Step, id.Undo)))
            Fail($"{trip} is sent, and the journal does not know of it");
    }
}
