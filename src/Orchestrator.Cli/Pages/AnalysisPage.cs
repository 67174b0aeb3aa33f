using System.Globalization;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Kind = Orchestrator.V1.AnalysisColumn.Types.Kind;

namespace Orchestrator.Cli.Pages;

/// <summary>A table of an analysis, with a bar for each week; in plain numbers where nobody looks at it.</summary>
internal static class AnalysisPage
{
    public static IRenderable Of(AnalysisTable table, Surroundings world)
    {
        var span = string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Activations} activations, created {Day(table.StartTime)} to {Day(table.EndTime)} (UTC)\n");
        if (table.Rows.Count == 0) return new Text($"Nothing of the kind in {span}", Styles.Dim);

        var columns = table.Columns.Select(column => ColumnOf(column, table)).ToArray();
        var rows = table.Rows
            .Select(row => row.Cells
                .Select((cell, index) => new Cell(
                    TextOf(cell, world.OutputIsTerminal), StyleOf(table.Columns[index], cell)))
                .ToArray())
            .ToArray();
        var parts = new List<IRenderable>
        {
            FittedTable.Of(columns, rows, world.Width), new Text(span, Styles.Dim),
        };
        if (table.RowsLeftOut > 0)
            parts.Add(new Text($"There are {table.RowsLeftOut} more rows: --rows, or group by less\n", Styles.Dim));
        return new Rows(parts);
    }

    private static Column ColumnOf(AnalysisColumn column, AnalysisTable table) => column.Kind switch
    {
        Kind.Text => new(Title(column), 8),
        Kind.Weekly => new(table.Weeks.Count == 1 ? table.Weeks[0] : $"{table.Weeks[0]} to {table.Weeks[^1]}", Worth: 2),
        Kind.Activations => new(Title(column), 13, Worth: 1),
        _ => new(Title(column), Worth: column.Name is "activations" or "precision" ? 3 : 4),
    };

    private static string Title(AnalysisColumn column) =>
        column.Name.Replace('_', ' ').ToUpperInvariant();

    private static string TextOf(AnalysisCell cell, bool isSeen) => cell.ValueCase switch
    {
        AnalysisCell.ValueOneofCase.Text => cell.Text.Length == 0 ? "-" : cell.Text,
        AnalysisCell.ValueOneofCase.Count => cell.Count.ToString(CultureInfo.InvariantCulture),
        AnalysisCell.ValueOneofCase.Duration => Age.Length(cell.Duration.ToTimeSpan()),
        AnalysisCell.ValueOneofCase.Share => cell.Share.ToString("0.0 %", CultureInfo.InvariantCulture),
        AnalysisCell.ValueOneofCase.Weekly => isSeen
            ? Sparkline.Of(cell.Weekly.Counts)
            : string.Join(' ', cell.Weekly.Counts),
        AnalysisCell.ValueOneofCase.Activations =>
            string.Join(' ', cell.Activations.Names.Select(Arguments.Names.Short)),
        _ => "",
    };

    /// <summary>What is for good, or was missed, needs to be looked at.</summary>
    private static Style? StyleOf(AnalysisColumn column, AnalysisCell cell) =>
        cell.Count > 0 && column.Name is "failed" or "undo_failed" or "missed" or "missed_unwarned" ? Styles.Bad : null;

    private static string Day(Google.Protobuf.WellKnownTypes.Timestamp time) =>
        time.ToDateTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
