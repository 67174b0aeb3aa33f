using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Core.Workflows.Reading.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>Connections, activities that are never reached, loops without an end.</summary>
internal sealed class FlowChecks(DefinitionReading definition, WorkflowPlan plan, FlowAnalysis flow)
{
    private readonly Dictionary<Activity, Activity> _parents = plan.Activities
        .SelectMany(parent => parent.Children.Select(child => (child, parent)))
        .ToDictionary(one => one.child, one => one.parent);

    private readonly HashSet<Activity> _endedSequences = [];

    public void Run()
    {
        foreach (var (chart, graph) in definition.Flowcharts)
        {
            Ports(chart, graph);
            InvalidBackward(graph);
            Cycles(chart);
        }

        foreach (var activity in plan.Activities)
        {
            if (activity.Header.Within.Length > 0)
                continue;

            if (activity is While loop)
                Endless(loop);
            if (!flow.IsReached(activity.Header.Index) && IsOutermost(activity))
                Unreached(activity);
        }
    }

    private void Ports(Flowchart chart, FlowchartGraph graph)
    {
        foreach (var connection in graph.Drawn)
        {
            if (connection.Port is null
                || Outcomes(connection.Source) is not { } outcomes
                || outcomes.Contains(connection.Port))
                continue;

            definition.Report.Add(
                DiagnosticCodes.UnknownPort,
                connection.Node,
                $"A connection of flowchart '{chart.Id}' leaves '{connection.Source.Id}' by '{connection.Port}', "
                    + $"and it has {string.Join(", ", outcomes)}. {definition.Report.DidYouMean(connection.Port, outcomes)}Correct the port.",
                chart.Id);
        }
    }

    /// <summary>Null where they are known only when it runs.</summary>
    private static ImmutableArray<string>? Outcomes(Activity activity) => activity switch
    {
        FlowSwitch it => [.. it.Cases.Select(one => one.Label), "Default"],
        FlowFork { Branches.Bare: Expression.Literal names } => [.. Complete.NamesIn(names.Value) ?? ["Done"]],
        Composite it => ["Done", .. it.Outcomes],
        _ => ActivityTable.Find(activity.Header.TypeName)?.Outcomes is { IsEmpty: false } outcomes ? outcomes : null,
    };

    private void InvalidBackward(FlowchartGraph graph)
    {
        foreach (var connection in graph.InvalidBackward)
        {
            definition.Report.Add(
                DiagnosticCodes.InvalidBackwardConnection,
                connection.Node,
                $"The connection from '{connection.Source.Id}' back to '{connection.Target.Id}' enters a path that "
                    + $"'{connection.Source.Id}' does not always come by. Lead it back to an activity that every "
                    + "way passes.",
                connection.Source.Id);
        }
    }

    /// <summary>Loops of connections that are followed whatever happens.</summary>
    private void Cycles(Flowchart chart)
    {
        var handled = ChartRegions.Handled(chart);
        var components = StrongComponents.Find(
            chart, edge => edge.Port is null or "Done" && !handled.Contains(edge.Source));
        foreach (var loop in components.Where(component => component.IsLoop).Select(component => component.Activities))
        {
            if (!loop.Any(Ends))
                Endless(loop.Any(Waits), loop[0], "Every round leads to the next one in the loop through");
        }
    }

    private void Endless(While loop)
    {
        if (!IsAlwaysTrue(loop.Condition))
            return;
        if (loop.Children.Any(Ends))
            return;

        Endless(loop.Children.Any(Waits), loop, "The condition is always true in");
    }

    private void Endless(bool waits, Activity activity, string what) => definition.Report.Add(
        waits ? DiagnosticCodes.LoopWithoutExit : DiagnosticCodes.EndlessLoop,
        definition.Nodes[activity.Header.Index],
        $"{what} '{activity.Id}', and nothing leaves the loop{(waits ? "" : " or waits in it")}. Give it a condition, "
            + "or an Elsa.Finish or Elsa.Fault inside.",
        activity.Id);

    private void Unreached(Activity activity) => definition.Report.Add(
        DiagnosticCodes.Unreachable,
        definition.Nodes[activity.Header.Index],
        $"Activity '{activity.Id}' is never reached: nothing leads to it, or what is before it ends the workflow. "
            + "Connect it, or take it away.",
        activity.Id);

    /// <summary>
    /// What is inside an activity that is not reached, or behind one in a sequence, needs no word of its own.
    /// </summary>
    private bool IsOutermost(Activity activity) =>
        !_parents.TryGetValue(activity, out var parent)
        || (flow.IsReached(parent.Header.Index) && (parent is not Sequence || _endedSequences.Add(parent)));

    private static bool IsAlwaysTrue(Expression condition) => condition.Bare switch
    {
        Expression.Literal literal => literal.Value.AsBoolean,
        Expression.Script script => script.Program.Text.Trim(' ', ';') is "true" or "return true",
        _ => false,
    };

    private static bool Waits(Activity activity) =>
        activity is StepActivity or Delay or Event or Activities.Timer or Cron or StartAt or RunTask or UnknownActivity
            || activity.Children.Any(Waits);

    private static bool Ends(Activity activity) =>
        activity is Finish or Fault or Break or Complete or End or UnknownActivity || activity.Children.Any(Ends);
}
