using Orchestrator.Core.Activities;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>Everything that is checked when a definition is published: a table of contents.</summary>
internal static class PublishChecks
{
    /// <summary>The plan is whole: every activity that was read is in it.</summary>
    public static void Run(DefinitionReading definition, WorkflowPlan plan, Node root)
    {
        GivenTwiceCheck.Run(definition, root);
        if (definition.Activities.Count != plan.Activities.Length)
            return;

        var outputs = new OutputReads(definition, plan);
        var flow = new FlowAnalysis(plan, Sought(plan, outputs));
        new VariableChecks(definition, plan).Run();
        new OutputChecks(definition, plan, flow).Run(outputs);
        new FlowChecks(definition, plan, flow).Run();
        PointChecks.Run(definition, plan, flow);
        foreach (var step in plan.Activities.OfType<StepActivity>().Where(step => step.Header.Within.Length == 0))
        {
            if (step is not ChildWorkflow)
                new StepChecks(definition, step).Run();
        }
    }

    /// <summary>What is asked about later: activities whose outputs are read, and hard points of no return.</summary>
    private static IEnumerable<int> Sought(WorkflowPlan plan, OutputReads outputs) =>
        [.. PointChecks.HardPoints(plan), .. outputs.All.Select(read => read.Source).OfType<Activity>().Select(
            source => source.Header.Index)];
}
