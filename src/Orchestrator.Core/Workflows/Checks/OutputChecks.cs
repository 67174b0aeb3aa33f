using Orchestrator.Core.Activities;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>
/// Outputs of activities are there when they are read; outputs of the workflow are declared when they are set.
/// </summary>
internal sealed class OutputChecks(DefinitionReading definition, WorkflowPlan plan, FlowAnalysis flow)
{
    public void Run(OutputReads reads)
    {
        foreach (var (site, name, source) in reads.All)
        {
            if (source is null)
                Add(
                    DiagnosticCodes.UnknownOutputSource,
                    site,
                    $"reads the output of '{name}', and there is no activity of that id or name. "
                        + $"{definition.Report.DidYouMean(name, plan.Activities.Select(one => one.Id))}Correct it.");
            else if (!source.HasOutput)
                Add(
                    DiagnosticCodes.OutputNeverThere,
                    site,
                    $"reads the output of '{source.Id}', and activities of type {source.Header.TypeName} have none. "
                        + "Only steps and events have outputs: read one of those, or a variable.");
            else if (flow.IsReached(site.Activity))
                CheckTime(site, source);
        }

        foreach (var activity in plan.Activities.OfType<SetOutput>())
            CheckDeclared(activity);
    }

    private void CheckTime(ScriptSite site, Activity source)
    {
        var index = source.Header.Index;
        if (flow.IsSurelyBefore(index, site.Activity) || (site.SeesOwnOutput && index == site.Activity))
            return;

        if (flow.IsPerhapsBefore(index, site.Activity))
            Add(DiagnosticCodes.OutputPerhapsNotThere, site, $"reads the output of '{source.Id}', which is not there "
                + $"on every way to activity '{IdOf(site)}'. Let the script do without it, or change the order.");
        else
            Add(DiagnosticCodes.OutputNeverThere, site, $"reads the output of '{source.Id}', which never runs before "
                + $"activity '{IdOf(site)}'. Change the order, or read another activity's.");
    }

    private void CheckDeclared(SetOutput activity)
    {
        if (activity.Name.Bare is not Expressions.Expression.Literal { Value.AsString: { } name }
            || definition.Outputs.Contains(name))
            return;

        var node = definition.Nodes[activity.Header.Index];
        definition.Report.Add(
            DiagnosticCodes.UndeclaredOutput,
            node["outputName"] ?? node,
            $"Activity '{activity.Id}' sets the output '{name}', which the workflow does not declare. "
                + $"{definition.Report.DidYouMean(name, definition.Outputs)}Declare it among 'outputs'.",
            activity.Id);
    }

    private void Add(DiagnosticCode code, ScriptSite site, string what) =>
        definition.Report.Add(code, site.Node, $"The script of '{site.Property}' {what}", IdOf(site));

    private string IdOf(ScriptSite site) => plan.Activities[site.Activity].Id;
}
