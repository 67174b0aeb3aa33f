using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Core.Workflows.Reading.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>Connections, activities that are never reached, loops without an end.</summary>
internal sealed class FlowChecks(DefinitionReading definition, WorkflowPlan plan, FlowAnalysis flow)
{
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
            if (activity is While loop)
                Endless(loop);
            if (activity is Sequence sequence)
                AfterTheEnd(sequence);
            if (flow.At(activity.Header.Index) is null && IsOutermost(activity))
                Unreached(activity, "No connection leads to it from where the flowchart starts.");
        }
    }

    private void Ports(Flowchart chart, FlowchartGraph graph)
    {
        foreach (var connection in graph.Drawn)
        {
            var outcomes = ActivityTable.Find(connection.Source.Header.TypeName)?.Outcomes ?? ["Done"];
            if (connection.Port is null || outcomes.Contains(connection.Port))
                continue;

            definition.Report.Add(
                DiagnosticCodes.UnknownPort,
                connection.Node,
                $"A connection of flowchart '{chart.Id}' leaves '{connection.Source.Id}' by '{connection.Port}', and it has "
                    + $"{string.Join(", ", outcomes)}. {Names.DidYouMean(connection.Port, outcomes)}Correct the port.",
                chart.Id);
        }
    }

    private void InvalidBackward(FlowchartGraph graph)
    {
        foreach (var connection in graph.InvalidBackward)
        {
            definition.Report.Add(
                DiagnosticCodes.InvalidBackwardConnection,
                connection.Node,
                $"The connection from '{connection.Source.Id}' back to '{connection.Target.Id}' enters a path that '{connection.Source.Id}' "
                    + "does not always come by. Lead it back to an activity that every way passes.",
                connection.Source.Id);
        }
    }

    /// <summary>A loop of a flowchart that nothing in it ever leaves or lets wait.</summary>
    private void Cycles(Flowchart chart)
    {
        foreach (var back in chart.Connections.Where(edge => edge.IsBackward && edge.Port is null or "Done"))
        {
            var loop = Between(chart, back.Target, back.Source);
            var ways = loop.SelectMany(chart.From).Any(edge => edge.IsBackward is false && !loop.Contains(edge.Target));
            if (!back.IsBackward || ways || loop.Any(Ends))
                continue;

            Endless(loop.Any(Waits), back.Source, "The loop through");
        }
    }

    private void Endless(While loop)
    {
        if (loop.Condition.Bare is not Expression.Literal { Value.AsBoolean: true })
            return;
        if (loop.Children.Any(Ends))
            return;

        Endless(loop.Children.Any(Waits), loop, "The condition is always true in");
    }

    private void Endless(bool waits, Activity activity, string what) => definition.Report.Add(
        waits ? DiagnosticCodes.LoopWithoutExit : DiagnosticCodes.EndlessLoop,
        definition.Nodes[activity.Header.Index],
        $"{what} '{activity.Id}', and nothing leaves the loop{(waits ? "" : " or waits in it")}. Give it a condition, or an Elsa.Finish or Elsa.Fault inside.",
        activity.Id);

    private void AfterTheEnd(Sequence sequence)
    {
        var children = sequence.Children;
        for (var index = 1; index < children.Length; index++)
        {
            if (children[index - 1] is Fault or Finish)
                Unreached(children[index], $"'{children[index - 1].Id}' before it ends the workflow.");
        }
    }

    private void Unreached(Activity activity, string why) => definition.Report.Add(
        DiagnosticCodes.Unreachable,
        definition.Nodes[activity.Header.Index],
        $"Activity '{activity.Id}' is never reached. {why} Connect it, or take it away.",
        activity.Id);

    /// <summary>What is inside an activity that is not reached needs no word of its own.</summary>
    private bool IsOutermost(Activity activity) => plan.Activities.FirstOrDefault(parent => parent.Children.Contains(activity)) is not { } around
        || flow.At(around.Header.Index) is not null;

    private static bool Waits(Activity activity) =>
        activity is StepActivity or Delay or Event || activity.Children.Any(Waits);

    private static bool Ends(Activity activity) => activity is Finish or Fault || activity.Children.Any(Ends);

    private static HashSet<Activity> Between(Flowchart chart, Activity from, Activity to)
    {
        HashSet<Activity> forward = [from];
        var queue = new Queue<Activity>(forward);
        while (queue.TryDequeue(out var activity))
        {
            foreach (var edge in chart.From(activity).Where(edge => !edge.IsBackward && forward.Add(edge.Target)))
                queue.Enqueue(edge.Target);
        }

        HashSet<Activity> backward = [to];
        queue = new Queue<Activity>(backward);
        while (queue.TryDequeue(out var activity))
        {
            foreach (var edge in chart.Connections.Where(edge => !edge.IsBackward && edge.Target == activity && backward.Add(edge.Source)))
                queue.Enqueue(edge.Source);
        }

        forward.IntersectWith(backward);
        return forward;
    }
}
