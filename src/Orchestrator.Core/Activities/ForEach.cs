using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.ForEach: the body once per item, one after the other. The items are evaluated anew in every round. The header's
/// Variables hold CurrentValue and CurrentIndex, in this order.
/// </summary>
public sealed class ForEach(ActivityHeader header, Expression items, Activity? body) : Activity(header)
{
    public Expression Items => items;

    public Activity? Body => body;

    public override ImmutableArray<Activity> Children => body is null ? [] : [body];

    internal override void Run(Burst burst, Turn turn) => Round(burst, burst.Open(this, turn.Parent));

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        if (frame.IsBreaking)
            burst.Close(frame);
        else
            Round(burst, frame);
    }

    internal override void Resume(Burst burst, Frame frame) => Round(burst, frame);

    private void Round(Burst burst, Frame frame)
    {
        if (!burst.TryEvaluateItems(frame, items, out var values))
            return;

        var next = frame.Item + 1;
        if (next >= values.Length || body is null)
        {
            burst.Close(frame);
            return;
        }

        burst.Emit(new IterationStarted(frame.Id, next, values[next]));
        burst.SetResult(this, frame, values[next]);
        burst.Schedule(body, frame);
    }
}
