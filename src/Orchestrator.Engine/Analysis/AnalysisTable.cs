namespace Orchestrator.Engine.Analysis;

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    Text,
    Count,
    Duration,

    /// <summary>From 0 to 1.</summary>
    Share,

    /// <summary>A count for each week of the table.</summary>
    Weekly,

    /// <summary>Activations to look at.</summary>
    Activations,
}

/// <param name="Name">lower_snake; part of the contract.</param>
public sealed record AnalysisColumn(string Name, ColumnKind Kind);

/// <summary>One value of a row; empty where the column has none there.</summary>
public abstract record AnalysisCell
{
    public sealed record Text(string Value) : AnalysisCell;

    public sealed record Count(long Value) : AnalysisCell;

    public sealed record Duration(TimeSpan Value) : AnalysisCell;

    public sealed record Share(double Value) : AnalysisCell;

    public sealed record Weekly(IReadOnlyList<long> Values) : AnalysisCell;

    public sealed record Activations(IReadOnlyList<long> Ids) : AnalysisCell;

    public sealed record Empty : AnalysisCell;

    public static AnalysisCell None { get; } = new Empty();
}

/// <summary>An answer.</summary>
/// <param name="Columns">Those of the groups first.</param>
/// <param name="Rows">A cell for each column.</param>
/// <param name="Weeks">What weekly counts are of, in order: 2026-W47; none where rows are grouped by week.</param>
public sealed record AnalysisTable(
    IReadOnlyList<AnalysisColumn> Columns,
    IReadOnlyList<IReadOnlyList<AnalysisCell>> Rows,
    IReadOnlyList<string> Weeks)
{
    /// <summary>Rows beyond those that were asked for.</summary>
    public int RowsLeftOut { get; init; }

    /// <summary>Activations of the span that were looked at.</summary>
    public int Activations { get; init; }
}
