using System.Collections.Immutable;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Sequence: one after the other.</summary>
public sealed class Sequence(ActivityHeader header, ImmutableArray<Activity> activities) : Activity(header)
{
    public override ImmutableArray<Activity> Children => activities;

    internal override void Run(Burst burst, Turn turn)
    {
        if (activities.IsEmpty)
            burst.End(this, turn.Parent);
        else
            burst.Schedule(activities[0], burst.Open(this, turn.Parent));
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        var next = activities.IndexOf(child.Activity) + 1;
        if (next < activities.Length && !child.Activity.IsTerminal && !frame.IsBreaking)
            burst.Schedule(activities[next], frame);
        else
            burst.Close(frame);
    }
}
