using System.Collections.Immutable;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Parallel: all at once; ends when all have ended.</summary>
public sealed class Parallel(ActivityHeader header, ImmutableArray<Activity> activities) : Activity(header)
{
    public override ImmutableArray<Activity> Children => activities;

    internal override void Run(Burst burst, Turn turn)
    {
        if (activities.IsEmpty)
        {
            burst.End(this, turn.Parent);
            return;
        }

        var frame = burst.Open(this, turn.Parent);
        foreach (var activity in activities)
            burst.Schedule(activity, frame);
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        if (frame.IsIdle)
            burst.Close(frame);
    }
}
