using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Simulation.Planted;

/// <summary>
/// Something wrong with the engine, put there on purpose, around it and not in it: what goes in and comes out is
/// changed, or what the journal gives and takes. This one changes nothing.
/// </summary>
internal class PlantedBug
{
    public static PlantedBug None { get; } = new();

    /// <summary>The journal writes for whoever asks.</summary>
    public virtual bool DropsTokenCheck => false;

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

    /// <summary>What is read from the journal.</summary>
    public virtual IReadOnlyList<Transition> History(IReadOnlyList<Transition> history) => history;

    public virtual WorkflowPlan Plan(Definitions.Book.Page page) => page.Plan;
}
