using Orchestrator.Core.Activities;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>Everything that is checked when a definition is published: a table of contents.</summary>
internal static class PublishChecks
{
    /// <summary>The plan is whole: every activity that was read is in it.</summary>
    public static void Run(DefinitionReading definition, WorkflowPlan plan)
    {
        if (definition.Activities.Count != plan.Activities.Length)
            return;

        var flow = new FlowAnalysis(plan);
        new ReferenceChecks(definition, plan, flow).Run();
        new FlowChecks(definition, plan, flow).Run();
        PointChecks.Run(definition, plan, flow);
        foreach (var step in plan.Activities.OfType<StepActivity>())
            new StepChecks(definition, step).Run();
    }
}
