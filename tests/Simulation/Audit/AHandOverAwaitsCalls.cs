using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Simulation.Nodes;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>Who gives a shard away has no call of it under way: the answer would be nobody's.</summary>
internal sealed class AHandOverAwaitsCalls : Checker
{
    private readonly Dictionary<Process, List<Trip>> _sent = [];

    public override void Sent(Trip trip)
    {
        if (!_sent.TryGetValue(trip.From, out var trips))
            _sent.Add(trip.From, trips = []);
        trips.RemoveAll(static one => one.IsAnswered);
        trips.Add(trip);
    }

    public override void Released(Process process, int shard)
    {
        var sent = _sent.GetValueOrDefault(process);
        if (sent?.Find(trip => !trip.IsAnswered && ActivationId.Shard(trip.Id.Activation) == shard) is { } open)
            Fail($"{process.Name} gives shard {shard} away while {open} is under way");
    }
}
