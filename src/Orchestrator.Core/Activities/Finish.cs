using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Finish: the workflow is finished, whatever else would run; steps in flight are awaited.</summary>
public sealed class Finish(ActivityHeader header) : Activity(header)
{
    public override bool IsTerminal => true;

    internal override void Run(Burst burst, Turn turn) => burst.Finish(this);
}
