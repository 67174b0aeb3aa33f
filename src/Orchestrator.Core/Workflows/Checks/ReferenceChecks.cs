using Orchestrator.Core.Activities;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>What scripts and expressions refer to is there, and is there in time.</summary>
internal sealed class ReferenceChecks(DefinitionReading definition, WorkflowPlan plan, FlowAnalysis flow)
{
    public void Run()
    {
        var used = new HashSet<string>(definition.UsedVariables, StringComparer.Ordinal);
        foreach (var site in definition.Scripts)
        {
            Variables(site, used);
            foreach (var input in site.Script.InputNames)
                Input(site.Activity, site.Node, input);
            foreach (var activity in site.Script.ActivityNames)
                Output(site, activity);
        }

        foreach (var (activity, node, name) in definition.InputReads)
            Input(activity, node, name);
        if (!definition.Scripts.Any(site => site.Script.UsesComputedNames))
            Unused(used);
        Outputs();
    }

    private void Variables(ScriptSite site, HashSet<string> used)
    {
        foreach (var name in site.Script.VariableNames)
        {
            if (site.Scope.All().FirstOrDefault(variable => Accesses(variable.Name, name)) is { } found)
                used.Add(found.Id);
            else if (!plan.Inputs.Any(input => Accesses(input.Name, name)) && !IsOutput(site, name))
                definition.Report.Add(
                    DiagnosticCodes.UnknownScriptVariable,
                    site.Node,
                    $"The script of '{site.Property}' uses '{name}', and activity '{IdOf(site)}' sees no such variable or input. "
                        + Names.DidYouMean(name, site.Scope.All().Select(variable => variable.Name)) + "Declare it, or correct the name.",
                    IdOf(site));
        }
    }

    /// <summary>getXFromActivity: an output by another name.</summary>
    private bool IsOutput(ScriptSite site, string name)
    {
        var from = name.LastIndexOf("From", StringComparison.Ordinal);
        if (from <= 0 || plan.Activities.FirstOrDefault(one => Accesses(one.Id, name[(from + 4)..]) || Accesses(one.Header.DisplayName, name[(from + 4)..])) is not { } source)
            return false;

        InTime(site, source);
        return true;
    }

    private void Input(int activity, Node node, string name)
    {
        if (plan.Inputs.Any(input => string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase)))
            return;

        var id = plan.Activities[activity].Id;
        definition.Report.Add(
            DiagnosticCodes.UndeclaredInput,
            node,
            $"Activity '{id}' reads the input '{name}', which the workflow does not declare. "
                + Names.DidYouMean(name, plan.Inputs.Select(input => input.Name)) + "Declare it among 'inputs'.",
            id);
    }

    private void Output(ScriptSite site, string name)
    {
        if (plan.Find(name) is { } source || (source = plan.Activities.FirstOrDefault(one => one.Header.DisplayName == name)) is not null)
            InTime(site, source);
        else
            definition.Report.Add(
                DiagnosticCodes.UnknownOutputSource,
                site.Node,
                $"The script of '{site.Property}' reads the output of '{name}', and there is no activity of that id or name. "
                    + Names.DidYouMean(name, plan.Activities.Select(one => one.Id)) + "Correct it.",
                IdOf(site));
    }

    private void InTime(ScriptSite site, Activity source)
    {
        if (flow.At(site.Activity) is not { } before)
            return;

        var index = source.Header.Index;
        if (before.Surely.Contains(index) || (site.SeesOwnOutput && index == site.Activity))
            return;

        var perhaps = before.Perhaps.Contains(index);
        definition.Report.Add(
            perhaps ? DiagnosticCodes.OutputPerhapsNotThere : DiagnosticCodes.OutputNeverThere,
            site.Node,
            perhaps
                ? $"The script of '{site.Property}' reads the output of '{source.Id}', which has not run on every way to activity '{IdOf(site)}'. "
                    + "Let it do without, or move it behind."
                : $"The script of '{site.Property}' reads the output of '{source.Id}', which never runs before activity '{IdOf(site)}'. "
                    + "Change the order, or read another activity's.",
            IdOf(site));
    }

    private void Unused(HashSet<string> used)
    {
        foreach (var (variable, node) in definition.Variables)
        {
            if (!used.Contains(variable.Id))
                definition.Report.Add(
                    DiagnosticCodes.UnusedVariable, node, $"Variable '{variable.Name}' is never used. Use it, or take it away.");
        }
    }

    private void Outputs()
    {
        foreach (var activity in plan.Activities.OfType<SetOutput>())
        {
            if (activity.Name.Bare is not Expressions.Expression.Literal { Value.AsString: { } name } || definition.Outputs.Contains(name))
                continue;

            definition.Report.Add(
                DiagnosticCodes.UndeclaredOutput,
                definition.Nodes[activity.Header.Index],
                $"Activity '{activity.Id}' sets the output '{name}', which the workflow does not declare. "
                    + Names.DidYouMean(name, definition.Outputs) + "Declare it among 'outputs'.",
                activity.Id);
        }
    }

    private string IdOf(ScriptSite site) => plan.Activities[site.Activity].Id;

    /// <summary>Whether X of getX, or of variables.X, is this name: letters count, not case, blanks, dashes or underscores.</summary>
    private static bool Accesses(string name, string accessed) =>
        string.Equals(Bare(name), Bare(accessed), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string name) => string.Concat(name.Where(letter => letter is not (' ' or '-' or '_')));
}
