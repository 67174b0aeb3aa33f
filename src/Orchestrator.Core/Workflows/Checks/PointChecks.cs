using Orchestrator.Core.Activities;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>Steps whose failure would undo what may not be undone any more; and failures whose ways are said twice.</summary>
internal static class PointChecks
{
    public static void Run(DefinitionReading definition, WorkflowPlan plan, FlowAnalysis flow)
    {
        var hard = plan.Activities.OfType<StepActivity>().Where(step => step.PointOfNoReturn == PointOfNoReturn.Hard).ToArray();
        var handled = Handled(definition);
        foreach (var step in plan.Activities.OfType<StepActivity>())
        {
            var node = definition.Nodes[step.Header.Index];
            if (handled.Contains(step))
                SaidTwice(definition, step, node);
            else if (step.OnFailure == OnFailure.RollBack && flow.At(step.Header.Index) is { } before)
                After(definition, step, node, hard, before);
        }
    }

    private static void After(
        DefinitionReading definition, StepActivity step, Node node, StepActivity[] hard, Before before)
    {
        var passed = hard.FirstOrDefault(point => before.Surely.Contains(point.Header.Index))
            ?? hard.FirstOrDefault(point => point != step && before.Perhaps.Contains(point.Header.Index));
        if (passed is null)
            return;

        var surely = before.Surely.Contains(passed.Header.Index);
        definition.Report.Add(
            surely ? DiagnosticCodes.RollBackPastHardPoint : DiagnosticCodes.RollBackPerhapsPastHardPoint,
            node["onFailure"] ?? node,
            $"Step '{step.Id}' rolls back when it fails, and comes {(surely ? "" : "perhaps ")}after the hard point of no return '{passed.Id}', "
                + "before which nothing is undone. Say \"onFailure\": \"fallOut\" or \"continue\", or connect its outcome Failed.",
            step.Id);
    }

    private static void SaidTwice(DefinitionReading definition, StepActivity step, Node node)
    {
        if (node["onFailure"] is { } given)
            definition.Report.Add(
                DiagnosticCodes.OnFailureNotUsed,
                given,
                $"Step '{step.Id}' has its outcome Failed connected, so that 'onFailure' is never used. Take one of them away.",
                step.Id);
    }

    private static HashSet<Activity> Handled(DefinitionReading definition) =>
    [
        .. definition.Flowcharts.SelectMany(chart => chart.Flowchart.Connections)
            .Where(connection => connection.Port == "Failed")
            .Select(connection => connection.Source),
    ];
}
