using System.Collections.Immutable;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.FlowNode: runs its body, and ends with it.</summary>
public sealed class FlowNode(ActivityHeader header, Activity? body) : Activity(header)
{
    public Activity? Body => body;

    public override ImmutableArray<Activity> Children => body is null ? [] : [body];

    internal override void Run(Burst burst, Turn turn)
    {
        if (body is null)
            burst.End(this, turn.Parent);
        else
            burst.Schedule(body, burst.Open(this, turn.Parent));
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child) => burst.Close(frame);
}
