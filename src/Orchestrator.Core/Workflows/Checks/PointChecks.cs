using Orchestrator.Core.Activities;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>
/// Steps whose failure would undo what may not be undone any more; and failures whose ways are said twice.
/// </summary>
internal static class PointChecks
{
    public static void Run(DefinitionReading definition, WorkflowPlan plan, FlowAnalysis flow)
    {
        var hard = flow.SetOf(HardPoints(plan));
        var handled = Handled(plan);
        foreach (var step in plan.Activities.OfType<StepActivity>())
        {
            var node = definition.Nodes[step.Header.Index];
            if (handled.Contains(step))
                SaidTwice(definition, step, node);
            else if (step.OnFailure == OnFailure.RollBack && plan.FailurePolicy == FailurePolicy.Steps)
                After(definition, plan, step, flow, hard);
        }
    }

    /// <summary>The indexes of the hard points of no return.</summary>
    public static IEnumerable<int> HardPoints(WorkflowPlan plan) => plan.Activities
        .Where(activity => activity is StepActivity { PointOfNoReturn: PointOfNoReturn.Hard })
        .Select(point => point.Header.Index);

    private static void After(
        DefinitionReading definition, WorkflowPlan plan, StepActivity step, FlowAnalysis flow, ActivitySet hard)
    {
        var passedSurely = flow.FirstSurelyBefore(hard, step.Header.Index);
        if ((passedSurely ?? flow.FirstPerhapsBefore(hard, step.Header.Index)) is not { } index)
            return;

        var surely = passedSurely is not null;
        var passed = plan.Activities[index];
        var node = definition.Nodes[step.Header.Index];
        definition.Report.Add(
            surely ? DiagnosticCodes.RollBackPastHardPoint : DiagnosticCodes.RollBackPerhapsPastHardPoint,
            node["onFailure"] ?? node,
            $"Step '{step.Id}' rolls back when it fails, and comes {(surely ? "" : "perhaps ")}after the hard point of "
                + $"no return '{passed.Id}', before which nothing is undone. Say \"onFailure\": \"fallOut\" or "
                + "\"continue\", or connect its outcome Failed.",
            step.Id);
    }

    private static void SaidTwice(DefinitionReading definition, StepActivity step, Node node)
    {
        if (node["onFailure"] is { } given)
            definition.Report.Add(
                DiagnosticCodes.OnFailureNotUsed,
                given,
                $"Step '{step.Id}' has its outcome Failed connected: 'onFailure' then only says what happens when its "
                    + "input cannot be evaluated. Take one of them away.",
                step.Id);
    }

    private static HashSet<Activity> Handled(WorkflowPlan plan) =>
    [
        .. plan.Activities.OfType<Flowchart>().SelectMany(chart => chart.Connections)
            .Where(connection => connection.Port == "Failed")
            .Select(connection => connection.Source),
    ];
}
