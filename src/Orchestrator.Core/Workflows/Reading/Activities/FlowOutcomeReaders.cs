using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class FlowDecisionReader
{
    private static readonly PropertyDescription Condition =
        new("condition", new PropertyShape.Input(DataType.Boolean), "Which of the two outcomes is taken.")
        {
            IsRequired = true,
        };

    public static readonly ActivityDescription Description =
        new("Elsa.FlowDecision", "Leaves by one of two outcomes.", [Condition], Read) { Outcomes = ["True", "False"] };

    private static FlowDecision Read(ActivityReading reading) =>
        new FlowDecision(reading.Header, reading.Input(Condition));
}

internal static class FlowSwitchReader
{
    private static readonly PropertyDescription Cases =
        new("cases", new PropertyShape.FlowCases(), "Label and condition of each; the label is the outcome.");

    private static readonly PropertyDescription Mode =
        new(
            "mode",
            new PropertyShape.Input(DataType.String),
            "MatchFirst: the first case that holds; MatchAny: all that hold.")
        {
            Default = "MatchFirst",
        };

    public static readonly ActivityDescription Description =
        new("Elsa.FlowSwitch", "Leaves by the labels of the cases that hold, or by Default.", [Cases, Mode], Read)
        {
            Outcomes = [],
        };

    private static FlowSwitch Read(ActivityReading reading)
    {
        var cases = ImmutableArray.CreateBuilder<FlowCase>();
        foreach (var node in reading.Items(Cases))
        {
            var label = CaseReading.Label(node, cases.Count + 1);
            cases.Add(new(label, CaseReading.Condition(reading, node, label)));
        }

        return new FlowSwitch(reading.Header, cases.ToImmutable(), reading.Input(Mode));
    }
}

internal static class FlowForkReader
{
    private static readonly PropertyDescription Branches =
        new(
            "branches",
            new PropertyShape.Input(DataType.List),
            "The outcomes, all of which are taken; Done where there are none.");

    public static readonly ActivityDescription Description =
        new("Elsa.FlowFork", "Leaves by several outcomes at once.", [Branches], Read) { Outcomes = [] };

    private static FlowFork Read(ActivityReading reading) => new FlowFork(reading.Header, reading.Input(Branches));
}

internal static class FlowJoinReader
{
    private static readonly PropertyDescription Mode = new(
        "mode",
        new PropertyShape.Input(DataType.String),
        "WaitAny: the first connection that comes, cancelling what still runs before it; WaitAll: all of them; "
            + "WaitAllActive: all that are taken.")
    {
        Default = "WaitAny",
    };

    public static readonly ActivityDescription Description =
        new("Elsa.FlowJoin", "Brings several ways of a flowchart together.", [Mode], Read);

    private static FlowJoin Read(ActivityReading reading) => new FlowJoin(reading.Header, reading.Input(Mode));
}

internal static class FlowNodeReader
{
    private static readonly PropertyDescription Body = new("body", new PropertyShape.Child(), "What runs in it.");

    public static readonly ActivityDescription Description =
        new("Elsa.FlowNode", "Runs its body, as one activity of a flowchart.", [Body], Read);

    private static FlowNode Read(ActivityReading reading) => new FlowNode(reading.Header, reading.Child(Body));
}
