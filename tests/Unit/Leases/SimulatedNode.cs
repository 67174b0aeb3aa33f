using Orchestrator.Core.Leases;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Leases;

/// <summary>A node that keeps its leases in a table, one round at a time; its clock began when it did.</summary>
internal sealed class SimulatedNode
{
    private readonly MemoryLeaseTable _table;
    private readonly DateTimeOffset _born;

    public SimulatedNode(MemoryLeaseTable table, LeaseTerms terms, DateTimeOffset now)
    {
        (_table, _born, Number) = (table, now, table.Join(now));
        Leases = new NodeLeases(Number, terms);
    }

    public long Number { get; }

    public NodeLeases Leases { get; }

    /// <summary>One renewal, and what follows from it; what is to be handed over is released at once.</summary>
    public LeasePlan Round(DateTimeOffset now)
    {
        var plan = Leases.Read(_table.Renew(Number, Leases.IsDraining, now), Clock(now));
        Leases.Acquired(_table.Acquire(Number, plan.Acquire, now), Clock(now));
        foreach (var shard in plan.HandOver)
        {
            Leases.Released(shard, Clock(now));
            _table.Release(Number, shard);
        }

        return plan;
    }

    public bool MayAct(int shard, DateTimeOffset now) => Leases.MayAct(shard, Clock(now));

    public TimeSpan Clock(DateTimeOffset now) => now - _born;
}
