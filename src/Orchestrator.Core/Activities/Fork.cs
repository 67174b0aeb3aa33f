using System.Collections.Immutable;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.Fork: all branches at once; ends with the first one that ends, cancelling the rest, or with all.
/// </summary>
public sealed class Fork(ActivityHeader header, ImmutableArray<Activity> branches, bool waitAny) : Activity(header)
{
    public override ImmutableArray<Activity> Children => branches;

    /// <summary>Whether the first branch that ends cancels the others.</summary>
    public bool WaitAny => waitAny;

    internal override void Run(Burst burst, Turn turn)
    {
        if (branches.IsEmpty)
        {
            burst.End(this, turn.Parent);
            return;
        }

        var frame = burst.Open(this, turn.Parent);
        foreach (var branch in branches)
            burst.Schedule(branch, frame);
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        if (waitAny || frame.IsIdle)
            burst.Close(frame);
    }
}
