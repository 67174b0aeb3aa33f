using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.If: one of two; a missing one ends at once.</summary>
public sealed class If(ActivityHeader header, Expression condition, Activity? then, Activity? @else) : Activity(header)
{
    public Expression Condition => condition;

    public Activity? Then => then;

    public Activity? Else => @else;

    public override ImmutableArray<Activity> Children => [.. new[] { then, @else }.OfType<Activity>()];

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(condition, this, turn.Parent, "condition", out var value))
            return;

        var branch = value.AsBoolean ? then : @else;
        burst.Emit(new BranchTaken(Id, value.AsBoolean ? "then" : "else") { Result = value.AsBoolean });
        burst.SetResult(this, turn.Parent, value);
        if (branch is null)
            burst.End(this, turn.Parent);
        else
            burst.Schedule(branch, burst.Open(this, turn.Parent));
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child) => burst.Close(frame);
}
