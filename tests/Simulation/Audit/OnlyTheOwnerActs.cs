using Orchestrator.Tests.Simulation.Nodes;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>P4: whoever has not the last fencing token writes nothing, and whose lease is over calls nobody.</summary>
internal sealed class OnlyTheOwnerActs : Checker
{
    private Process? _owner;

    public override void Took(Process process) => _owner = process;

    public override void WrittenBy(Process process)
    {
        if (process != _owner)
            Fail($"{process.Name} wrote, and {_owner?.Name} owns the shards");
    }

    public override void Sent(Trip trip)
    {
        if (!World.Database.Lease.IsHeldBy(trip.From, World.Agenda.Now))
            Fail($"{trip} is sent by {trip.From.Name}, whose lease is over");
    }
}
