using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.For: the body once per number from start to end, up or down. The numbers are evaluated once, before the first
/// round. The header's Variables hold CurrentValue, and what the loop remembers of its numbers, in this order.
/// </summary>
public sealed class For(ActivityHeader header, ForBounds bounds, Activity? body) : Activity(header)
{
    public ForBounds Bounds => bounds;

    public Activity? Body => body;

    public override ImmutableArray<Activity> Children => body is null ? [] : [body];

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(bounds.Start, this, turn.Parent, "start", out var start)
            || !burst.TryEvaluate(bounds.End, this, turn.Parent, "end", out var end)
            || !burst.TryEvaluate(bounds.Step, this, turn.Parent, "step", out var step)
            || !burst.TryEvaluate(bounds.IsInclusive, this, turn.Parent, "outerBoundInclusive", out var inclusive))
            return;

        var frame = burst.Open(this, turn.Parent);
        if (!bounds.AreLiteral)
            burst.SetVariable(frame, Header.Variables[1], Value.Array(start, end, step, inclusive));
        Round(burst, frame, start.AsNumber, end.AsNumber, step.AsNumber, inclusive.AsBoolean);
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        if (frame.IsBreaking)
        {
            burst.Close(frame);
            return;
        }

        var numbers = bounds.AreLiteral ? bounds.Literals : burst.State.GetVariable(frame, Header.Variables[1]).Items;
        var (start, step) = (numbers[0].AsNumber, numbers[2].AsNumber);
        var next = start + (step * (frame.Item + 1));
        Round(burst, frame, next, numbers[1].AsNumber, step, numbers[3].AsBoolean);
    }

    private void Round(Burst burst, Frame frame, double number, double end, double step, bool isInclusive)
    {
        var goesOn = step >= 0 ? number < end : number > end;
        if (body is null || !(goesOn || (isInclusive && number == end)))
        {
            burst.Close(frame);
            return;
        }

        burst.Emit(new IterationStarted(frame.Id, frame.Item + 1, number));
        burst.SetResult(this, frame, number);
        burst.Schedule(body, frame);
    }
}

/// <summary>The numbers of an Elsa.For.</summary>
/// <param name="Start">The first number.</param>
/// <param name="End">The last one, or the one behind it.</param>
/// <param name="Step">From one number to the next; negative counts down.</param>
/// <param name="IsInclusive">Whether the end is one of them.</param>
public sealed record ForBounds(Expression Start, Expression End, Expression Step, Expression IsInclusive)
{
    private readonly Value[]? _literals =
        Start is Expression.Literal start && End is Expression.Literal end
            && Step is Expression.Literal step && IsInclusive is Expression.Literal inclusive
            ? [start.Value, end.Value, step.Value, inclusive.Value]
            : null;

    /// <summary>Whether none of them must be remembered.</summary>
    public bool AreLiteral => _literals is not null;

    /// <summary>The values in order of the parameters; empty where they are no literals.</summary>
    public ReadOnlySpan<Value> Literals => _literals;
}
