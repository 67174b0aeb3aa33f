using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Simulation.Nodes;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// P4: whoever has not a shard's last fencing token writes nothing to it, and whose lease on it is over calls nobody
/// for it.
/// </summary>
internal sealed class OnlyTheOwnerActs : Checker
{
    public override void WrittenBy(Process process, long activation)
    {
        var shard = ActivationId.Shard(activation);
        if (World.Database.Leases.HolderOf(shard) != process.Number)
            Fail($"{process.Name} wrote to shard {shard}, which is another one's");
    }

    public override void Sent(Trip trip)
    {
        var shard = ActivationId.Shard(trip.Id.Activation);
        if (!World.Database.Leases.IsHeldBy(trip.From.Number, shard))
            Fail($"{trip} is sent by {trip.From.Name}, whose lease on shard {shard} is over");
    }
}
