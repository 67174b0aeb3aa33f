using System.Collections.Immutable;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Sequence: one after the other.</summary>
public sealed class Sequence(ActivityHeader header, ImmutableArray<Activity> activities) : Activity(header)
{
    private readonly ImmutableArray<Activity> _activities = InPlace(activities);

    public override ImmutableArray<Activity> Children => _activities;

    internal override void Run(Burst burst, Turn turn)
    {
        if (_activities.IsEmpty)
            burst.End(this, turn.Parent);
        else
            burst.Schedule(_activities[0], burst.Open(this, turn.Parent));
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        var next = child.Activity.Place + 1;
        if (next < _activities.Length && !child.Activity.IsTerminal && !frame.IsBreaking)
            burst.Schedule(_activities[next], frame);
        else
            burst.Close(frame);
    }
}
