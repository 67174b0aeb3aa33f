using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Start: where a flowchart begins.</summary>
public sealed class Start(ActivityHeader header) : Activity(header)
{
    internal override void Run(Burst burst, Turn turn) => burst.End(this, turn.Parent);
}

/// <summary>Elsa.End: the flowchart or sequence that it is in ends, whatever else runs in it.</summary>
public sealed class End(ActivityHeader header) : Activity(header)
{
    public override bool IsTerminal => true;

    internal override void Run(Burst burst, Turn turn) => burst.End(this, turn.Parent);
}
