using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>The activities whose outputs scripts read.</summary>
internal sealed class OutputReads(DefinitionReading definition, WorkflowPlan plan)
{
    /// <summary>Each with the activity that it names; null where there is none.</summary>
    public IReadOnlyList<(ScriptSite Site, string Name, Activity? Source)> All { get; } =
    [
        .. from site in definition.Scripts
           from name in site.Script.ActivityNames
           select (site, name, plan.FindSource(name)),
        .. from site in definition.Scripts
           from accessed in site.Script.AccessorNames
           where !VariableChecks.IsVariableOrInput(plan, site, accessed)
           let source = FindSource(plan, accessed)
           where source is not null
           select (site, source.Id, source),
    ];

    /// <summary>The activity whose output getX reads, given its X; null where it names none.</summary>
    public static Activity? FindSource(WorkflowPlan plan, string accessed) => AccessorName.Outputs(accessed)
        .Select(read => plan.FindSource(read.Activity))
        .FirstOrDefault(found => found is not null);
}
