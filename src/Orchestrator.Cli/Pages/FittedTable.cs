using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>A column of a table.</summary>
/// <param name="Title">Empty for a column that needs none.</param>
/// <param name="WidthMin">How narrow it may be made; null: it is not cut.</param>
/// <param name="Worth">Where they do not fit, columns are left out, the least worth first; null: never.</param>
internal sealed record Column(string Title, int? WidthMin = null, int? Worth = null);

/// <summary>A cell: one line.</summary>
internal sealed record Cell(string Text, Style? Style = null)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A table with one line a row that fits the width: wide columns are cut, then columns are left out.</summary>
internal static class FittedTable
{
    private const int Gap = 2;

    public static IRenderable Of(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<Cell>> rows, int width)
    {
        var kept = Enumerable.Range(0, columns.Count)
            .Where(index => rows.Any(row => row[index].Text.Length > 0))
            .ToList();
        var widths = Widths(columns, rows, kept, width);
        while (Total(widths) > width && kept.Any(index => columns[index].Worth is not null))
        {
            kept.Remove(kept.MinBy(index => columns[index].Worth ?? int.MaxValue));
            widths = Widths(columns, rows, kept, width);
        }

        var table = new Table().NoBorder();
        table.ShowHeaders = kept.Any(index => columns[index].Title.Length > 0);
        foreach (var (index, place) in kept.Select((index, place) => (index, place)))
        {
            var right = place == kept.Count - 1 ? 0 : Gap;
            table.AddColumn(
                new TableColumn(new Text(columns[index].Title, Styles.Dim)).NoWrap().Padding(0, 0, right, 0));
        }

        foreach (var row in rows)
        {
            table.AddRow(kept.Select((index, place) =>
                new Text(Plain.Cut(Plain.Line(row[index].Text), widths[place]), row[index].Style ?? Style.Plain)));
        }

        return table;
    }

    private static int Total(int[] widths) => widths.Sum() + Gap * Math.Max(0, widths.Length - 1);

    private static int[] Widths(
        IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<Cell>> rows, List<int> kept, int width)
    {
        var widths = kept
            .Select(index => rows.Select(row => Plain.Width(Plain.Line(row[index].Text)))
                .Append(columns[index].Title.Length)
                .Max())
            .ToArray();
        for (var over = Total(widths) - width; over > 0; over--)
        {
            var widest = -1;
            for (var place = 0; place < kept.Count; place++)
            {
                if (columns[kept[place]].WidthMin is not { } min || widths[place] <= min) continue;
                if (widest < 0 || widths[place] > widths[widest]) widest = place;
            }

            if (widest < 0) break;
            widths[widest]--;
        }

        return widths;
    }
}
