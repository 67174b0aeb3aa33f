using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.ParallelForEach: the body for all items at once, each in an iteration of its own. The header's Variables hold
/// CurrentValue and CurrentIndex, in this order.
/// </summary>
public sealed class ParallelForEach(ActivityHeader header, Expression items, Activity? body) : Activity(header)
{
    public Expression Items => items;

    public Activity? Body => body;

    public override ImmutableArray<Activity> Children => body is null ? [] : [body];

    internal override void Run(Burst burst, Turn turn) => Resume(burst, burst.Open(this, turn.Parent));

    internal override void Resume(Burst burst, Frame frame)
    {
        if (!burst.TryEvaluateItems(frame, items, out var values))
            return;

        if (values.Length == 0 || body is null)
        {
            burst.Close(frame);
            return;
        }

        for (var item = 0; item < values.Length; item++)
            burst.Schedule(body, burst.OpenIteration(this, frame, item, values[item]));
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        if (frame.IsIteration || frame.IsIdle)
            burst.Close(frame);
    }
}
