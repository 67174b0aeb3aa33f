namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>The changes found so far.</summary>
internal sealed class Changes
{
    private readonly List<WorkflowChange> _all = [];

    public void Added(ChangeArea area, string subject, string text, string meaning = "") =>
        _all.Add(new(area, ChangeKind.Added, subject, text, meaning));

    public void Removed(ChangeArea area, string subject, string text, string meaning = "") =>
        _all.Add(new(area, ChangeKind.Removed, subject, text, meaning));

    public void Changed(ChangeArea area, string subject, string text, string meaning = "") =>
        _all.Add(new(area, ChangeKind.Changed, subject, text, meaning));

    public WorkflowDifference ToDifference() => new([.. _all.OrderBy(change => change.Area)]);
}
