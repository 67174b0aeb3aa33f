using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>One case of a switch.</summary>
/// <param name="Label">For people, and the branch's name in events.</param>
/// <param name="Condition">Gives a Boolean.</param>
/// <param name="Activity">What runs; null for nothing.</param>
public sealed record SwitchCase(string Label, Expression Condition, Activity? Activity);

/// <summary>Elsa.Switch: the first case that holds, or with MatchAny all that hold, else the default.</summary>
public sealed class Switch(ActivityHeader header, ImmutableArray<SwitchCase> cases, Activity? otherwise, bool matchAny)
    : Activity(header)
{
    public ImmutableArray<SwitchCase> Cases => cases;

    public Activity? Default => otherwise;

    public bool MatchAny => matchAny;

    public override ImmutableArray<Activity> Children =>
        [.. cases.Select(one => one.Activity).Append(otherwise).OfType<Activity>()];

    internal override void Run(Burst burst, Turn turn)
    {
        if (Matches(burst, turn) is not { } matches)
            return;

        var activities = matches.Count > 0
            ? matches.Select(one => one.Activity).OfType<Activity>().ToArray()
            : [.. new[] { otherwise }.OfType<Activity>()];
        burst.Emit(
            new BranchTaken(Id, matches.Count > 0 ? string.Join(", ", matches.Select(one => one.Label)) : "default"));
        if (activities.Length == 0)
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

    private List<SwitchCase>? Matches(Burst burst, Turn turn)
    {
        var matches = new List<SwitchCase>();
        foreach (var one in cases)
        {
            if (!burst.TryEvaluate(one.Condition, this, turn.Parent, $"case '{one.Label}'", out var holds))
                return null;

            if (!holds.AsBoolean)
                continue;

            matches.Add(one);
            if (!matchAny)
                break;
        }

        return matches;
    }
}
