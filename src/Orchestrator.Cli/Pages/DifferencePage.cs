using Orchestrator.Core.Workflows.Comparing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>What changed between two definitions, by what it is about.</summary>
internal static class DifferencePage
{
    /// <summary>What holds whatever has changed.</summary>
    public const string Running =
        "Activations that run, or ran, keep the version that they began with, also for undoing.";

    public static IRenderable Of(string before, string after, WorkflowDifference difference)
    {
        var parts = new List<IRenderable>
        {
            Plain.Styled($"from {before}", Styles.Bold), Plain.Styled($"to   {after}", Styles.Bold),
        };
        if (difference.Changes.IsEmpty)
        {
            parts.Add(new Text("They are the same."));
            return new Rows(parts);
        }

        foreach (var area in difference.Changes.GroupBy(change => change.Area))
        {
            parts.Add(Plain.Blank);
            parts.Add(new Text(Title(area.Key), Styles.Bold));
            parts.AddRange(area.SelectMany(Lines));
        }

        parts.Add(Plain.Blank);
        parts.Add(new Text(difference.IsFelt ? Running : "No activation notices anything of it."));
        return new Rows(parts);
    }

    private static IEnumerable<IRenderable> Lines(WorkflowChange change)
    {
        yield return Plain.Styled($"  {Mark(change.Kind)} {change.Text}", Style(change.Kind));
        if (change.Meaning.Length > 0)
            yield return Plain.Styled($"      {change.Meaning}", Styles.Dim);
    }

    private static string Title(ChangeArea area) => area switch
    {
        ChangeArea.Orders => "Orders",
        ChangeArea.Activities => "Activities",
        ChangeArea.Flow => "Flow",
        ChangeArea.Undo => "Undo",
        _ => "Looks",
    };

    private static string Mark(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "+",
        ChangeKind.Removed => "-",
        _ => "~",
    };

    private static Style Style(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => Styles.Good,
        ChangeKind.Removed => Styles.Bad,
        _ => Styles.Waits,
    };
}
