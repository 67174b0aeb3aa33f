using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>Names and values beneath each other, indented; what is empty is left out.</summary>
internal static class Facts
{
    private const int NameMax = 28;

    public static IRenderable Of(IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        var grid = new Grid();
        var shown = facts.Where(fact => fact.Value.Length > 0).ToList();
        var names = shown.Select(fact => Plain.Width(Plain.Line(fact.Key))).DefaultIfEmpty(0).Max();
        grid.AddColumn(new GridColumn().Width(Math.Min(names, NameMax)).Padding(2, 0, 2, 0));
        grid.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var (name, value) in shown) grid.AddRow(Plain.Styled(name, Styles.Dim), Plain.Styled(value));

        return grid;
    }
}
