using Google.Protobuf.WellKnownTypes;
using Orchestrator.Engine.Analysis;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Analysis;

/// <summary>A table as the contract shows it.</summary>
internal static class TableRendering
{
    public static V1.AnalysisTable Render(AnalysisTable table, ScanQuery span, Mask mask)
    {
        var shown = new V1.AnalysisTable
        {
            RowsLeftOut = table.RowsLeftOut,
            Activations = table.Activations,
            StartTime = Timestamp.FromDateTimeOffset(span.From),
            EndTime = Timestamp.FromDateTimeOffset(span.Until),
        };
        shown.Columns.AddRange(table.Columns.Select(column => new V1.AnalysisColumn
        {
            Name = column.Name,
            Kind = (V1.AnalysisColumn.Types.Kind)((int)column.Kind + 1),
        }));
        shown.Weeks.AddRange(table.Weeks);
        foreach (var row in table.Rows)
        {
            var cells = new V1.AnalysisRow();
            cells.Cells.AddRange(row.Select(cell => Render(cell, mask)));
            shown.Rows.Add(cells);
        }

        return shown;
    }

    private static V1.AnalysisCell Render(AnalysisCell cell, Mask mask)
    {
        switch (cell)
        {
            case AnalysisCell.Text it: return new() { Text = mask.Text(it.Value) };
            case AnalysisCell.Count it: return new() { Count = it.Value };
            case AnalysisCell.Duration it: return new() { Duration = Duration.FromTimeSpan(it.Value) };
            case AnalysisCell.Share it: return new() { Share = it.Value };
            case AnalysisCell.Weekly it:
                var weekly = new V1.WeeklyCounts();
                weekly.Counts.AddRange(it.Values);
                return new() { Weekly = weekly };
            case AnalysisCell.Activations it:
                var names = new V1.ActivationNames();
                names.Names.AddRange(it.Ids.Select(ActivationRendering.NameOf));
                return new() { Activations = names };
            default: return new();
        }
    }
}
