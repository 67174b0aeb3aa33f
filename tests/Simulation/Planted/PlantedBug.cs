using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Planted;

/// <summary>
/// Something wrong with the engine, put there on purpose, around it and not in it: what goes in and comes out is
/// changed, or what the journal gives and takes. This one changes nothing.
/// </summary>
internal class PlantedBug
{
    public static PlantedBug None { get; } = new();

    /// <summary>A shard is handed over whether calls of it are under way or not.</summary>
    public virtual bool HandsOverAtOnce => false;

    /// <summary>Whatever a write was decided under, it goes out with the token that the node has now.</summary>
    public virtual bool WritesWithAnyToken => false;

    /// <summary>A process goes on when its lease is over.</summary>
    public virtual bool ActsAfterLease => false;

    /// <summary>A write counts as durable as soon as it is wanted.</summary>
    public virtual bool ReleasesBeforeDurable => false;

    /// <summary>What sleeps is not woken.</summary>
    public virtual bool ForgetsSleepers => false;

    /// <summary>What the shards take in instead; null for nothing.</summary>
    public virtual ShardInput? Input(ShardInput input) => input;

    public virtual IReadOnlyList<ShardOutput> Outputs(IReadOnlyList<ShardOutput> outputs) => outputs;

    public virtual IReadOnlyList<ShardOutput.Write> Batch(IReadOnlyList<ShardOutput.Write> batch) => batch;

    /// <summary>The writes whose tokens the database looks at.</summary>
    public virtual IEnumerable<ShardOutput.Write> Checked(IReadOnlyList<ShardOutput.Write> batch) => batch;

    /// <summary>The uses of lanes that the owner of a shard tells of.</summary>
    public virtual IReadOnlyList<LaneChange> Uses(IReadOnlyList<LaneChange> uses) => uses;

    /// <summary>Who is found to wait for an event.</summary>
    public virtual IReadOnlyList<long> Awaiting(IReadOnlyList<long> waiting) => waiting;

    /// <summary>What a client asks for.</summary>
    public virtual ActivationOrder Order(ActivationOrder order, Dice dice) => order;

    /// <summary>What is read from the journal.</summary>
    public virtual IReadOnlyList<Transition> History(IReadOnlyList<Transition> history) => history;

    public virtual WorkflowPlan Plan(Definitions.Book.Page page) => page.Plan;
}
