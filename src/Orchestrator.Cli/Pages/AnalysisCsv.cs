using System.Globalization;
using System.Text;
using Orchestrator.V1;
using Kind = Orchestrator.V1.AnalysisColumn.Types.Kind;

namespace Orchestrator.Cli.Pages;

/// <summary>A table of an analysis as comma-separated values (RFC 4180): a column for each week.</summary>
internal static class AnalysisCsv
{
    public static string Of(AnalysisTable table)
    {
        var csv = new StringBuilder();
        Add(csv, table.Columns.SelectMany(column => Headings(column, table)));
        foreach (var row in table.Rows)
            Add(csv, row.Cells.SelectMany((cell, index) => Fields(table.Columns[index], cell)));
        return csv.ToString();
    }

    private static string[] Headings(AnalysisColumn column, AnalysisTable table) => column.Kind switch
    {
        Kind.Weekly => [.. table.Weeks],
        Kind.Duration => [column.Name + "_seconds"],
        _ => [column.Name],
    };

    private static string[] Fields(AnalysisColumn column, AnalysisCell cell) => column.Kind switch
    {
        Kind.Weekly => [.. cell.Weekly.Counts.Select(Number)],
        Kind.Activations => [string.Join(' ', cell.Activations.Names)],
        Kind.Count => [Number(cell.Count)],
        Kind.Duration => [cell.Duration?.ToTimeSpan().TotalSeconds.ToString(CultureInfo.InvariantCulture) ?? ""],
        Kind.Share => [cell.HasShare ? cell.Share.ToString("0.####", CultureInfo.InvariantCulture) : ""],
        _ => [cell.Text],
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder csv, IEnumerable<string> fields) =>
        csv.AppendJoin(',', fields.Select(Quoted)).Append("\r\n");

    /// <summary>
    /// Quotes where they are needed; and a text that a spreadsheet would take for a formula is one no more.
    /// </summary>
    private static string Quoted(string field)
    {
        var isFormula = field is ['=' or '+' or '@' or '\t' or '\r', ..]
            || (field is ['-', _, ..] && !double.TryParse(field, CultureInfo.InvariantCulture, out _));
        var safe = isFormula ? "'" + field : field;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
