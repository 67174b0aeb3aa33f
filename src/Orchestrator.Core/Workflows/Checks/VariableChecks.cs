using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>What scripts read and set is declared, and what is declared is used.</summary>
internal sealed class VariableChecks(DefinitionReading definition, WorkflowPlan plan)
{
    private readonly HashSet<string> _used = new(definition.UsedVariables, StringComparer.Ordinal);

    public void Run()
    {
        foreach (var site in definition.Scripts)
        {
            foreach (var name in site.Script.VariableNames)
                CheckVariable(site, name);
            foreach (var name in site.Script.AccessorNames)
                CheckAccessor(site, name);
            foreach (var input in site.Script.InputNames)
                CheckInput(site.Activity, site.Node, input);
        }

        foreach (var (activity, node, name) in definition.InputReads)
            CheckInput(activity, node, name);
        if (!definition.Scripts.Any(site => site.Script.UsesComputedNames))
            CheckUnused();
    }

    /// <summary>Whether getX, of this X, reads a variable that a script sees, or a declared input.</summary>
    public static bool IsVariableOrInput(WorkflowPlan plan, ScriptSite site, string accessed) =>
        site.Scope.ByName(accessed) is not null || plan.Inputs.Any(
            input => AccessorName.MatchesInput(input.Name, accessed));

    private void CheckVariable(ScriptSite site, string name)
    {
        if (site.Scope.ByName(name) is { } found)
            _used.Add(found.Id);
        else
            Add(site, name, "no such variable", site.Scope.All().Select(variable => variable.Name));
    }

    private void CheckAccessor(ScriptSite site, string accessed)
    {
        if (site.Scope.ByName(accessed) is { } found)
            _used.Add(found.Id);
        else if (!IsVariableOrInput(plan, site, accessed) && OutputReads.FindSource(plan, accessed) is null)
            Add(site, accessed, "no variable, input or output that get" + accessed + "() could read", Known(site));
    }

    private IEnumerable<string> Known(ScriptSite site) =>
        site.Scope.All().Select(variable => variable.Name).Concat(
            plan.Inputs.Select(input => input.Name)).Select(AccessorName.Of);

    private void Add(ScriptSite site, string name, string what, IEnumerable<string> known)
    {
        var activity = plan.Activities[site.Activity].Id;
        definition.Report.Add(
            DiagnosticCodes.UnknownScriptVariable,
            site.Node,
            $"The script of '{site.Property}' uses '{name}', and activity '{activity}' sees {what}. "
                + $"{definition.Report.DidYouMean(name, known)}Declare it, or correct the name.",
            activity);
    }

    private void CheckInput(int activity, Node node, string name)
    {
        if (plan.FindInput(name) is not null)
            return;

        var id = plan.Activities[activity].Id;
        definition.Report.Add(
            DiagnosticCodes.UndeclaredInput,
            node,
            $"Activity '{id}' reads the input '{name}', which the workflow does not declare. "
                + $"{definition.Report.DidYouMean(name, plan.Inputs.Select(input => input.Name))}Declare it among "
                + "'inputs'.",
            id);
    }

    private void CheckUnused()
    {
        foreach (var (variable, node) in definition.Variables)
        {
            if (!_used.Contains(variable.Id))
                definition.Report.Add(
                    DiagnosticCodes.UnusedVariable,
                    node,
                    $"Variable '{variable.Name}' is never used. Use it, or take it away.");
        }
    }
}
