using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.While: the body again and again, as long as the condition holds before it.</summary>
public sealed class While(ActivityHeader header, Expression condition, Activity? body) : Activity(header)
{
    public Expression Condition => condition;

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
        if (!burst.TryEvaluateIn(frame, condition, "condition", out var holds))
            return;

        if (!holds.AsBoolean)
        {
            burst.Close(frame);
            return;
        }

        burst.Emit(new IterationStarted(frame.Id, frame.Item + 1));
        burst.Schedule(body ?? this, frame, again: body is null);
    }
}
