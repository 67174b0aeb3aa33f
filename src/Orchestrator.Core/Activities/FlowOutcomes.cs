using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.FlowDecision: ends with the outcome True or False.</summary>
public sealed class FlowDecision(ActivityHeader header, Expression condition) : Activity(header)
{
    private static readonly string[] True = ["True"];
    private static readonly string[] False = ["False"];

    public Expression Condition => condition;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(condition, this, turn.Parent, "condition", out var value))
            return;

        var outcome = value.AsBoolean ? True : False;
        burst.Emit(new BranchTaken(Id, outcome[0]));
        burst.End(this, turn.Parent, outcome);
    }
}

/// <summary>One case of a flow switch.</summary>
/// <param name="Label">The outcome.</param>
/// <param name="Condition">Gives a Boolean.</param>
public sealed record FlowCase(string Label, Expression Condition);

/// <summary>
/// Elsa.FlowSwitch: ends with the label of the first case that holds, or with MatchAny the labels of all; with Default
/// where none does.
/// </summary>
public sealed class FlowSwitch(ActivityHeader header, ImmutableArray<FlowCase> cases, Expression mode)
    : Activity(header)
{
    private static readonly string[] Default = ["Default"];

    public ImmutableArray<FlowCase> Cases => cases;

    public Expression Mode => mode;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(mode, this, turn.Parent, "mode", out var how))
            return;

        var all = string.Equals(how.AsString, "MatchAny", StringComparison.OrdinalIgnoreCase);
        var labels = new List<string>();
        foreach (var one in cases)
        {
            if (!burst.TryEvaluate(one.Condition, this, turn.Parent, $"case '{one.Label}'", out var holds))
                return;

            if (!holds.AsBoolean)
                continue;

            labels.Add(one.Label);
            if (!all)
                break;
        }

        IReadOnlyList<string> outcomes = labels.Count > 0 ? labels : Default;
        burst.Emit(new BranchTaken(Id, string.Join(", ", outcomes)));
        burst.End(this, turn.Parent, outcomes);
    }
}

/// <summary>Elsa.FlowFork: ends with all of its branches as outcomes.</summary>
public sealed class FlowFork(ActivityHeader header, Expression branches) : Activity(header)
{
    private static readonly string[] Done = ["Done"];

    public Expression Branches => branches;

    internal override void Run(Burst burst, Turn turn)
    {
        if (burst.TryEvaluate(branches, this, turn.Parent, "branches", out var names))
            burst.End(this, turn.Parent, Complete.NamesIn(names) ?? Done);
    }
}

/// <summary>When a flowchart runs an activity that several connections lead to.</summary>
public enum JoinMode
{
    /// <summary>When the first one comes; what still runs before it is cancelled.</summary>
    WaitAny,

    /// <summary>When all have come.</summary>
    WaitAll,

    /// <summary>When all that are taken have come.</summary>
    WaitAllActive,
}

/// <summary>Elsa.FlowJoin: the flowchart decides when it runs; what still runs before it is cancelled then.</summary>
public sealed class FlowJoin(ActivityHeader header, Expression mode) : Activity(header)
{
    private readonly JoinMode? _literal = mode is Expression.Literal literal ? Parse(literal.Value) : null;

    public Expression Mode => mode;

    /// <summary>When it runs; where what the definition says is none of the modes: when the first one comes.</summary>
    internal JoinMode ModeNow(Burst burst, Frame frame) =>
        _literal ?? (burst.TryEvaluate(mode, this, frame, "mode", out var value) ? Parse(value) : JoinMode.WaitAny);

    internal override void Run(Burst burst, Turn turn)
    {
        if (turn.Parent is { Activity: Flowchart chart } frame)
            chart.CancelBefore(burst, frame, this);
        burst.End(this, turn.Parent);
    }

    private static JoinMode Parse(Value mode) =>
        Enum.TryParse<JoinMode>(mode.AsString, ignoreCase: true, out var known) ? known : JoinMode.WaitAny;
}
