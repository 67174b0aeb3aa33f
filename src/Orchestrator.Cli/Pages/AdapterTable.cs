using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>The adapters, one a line, and beneath it why calls do not begin. What is nothing is left empty.</summary>
internal static class AdapterTable
{
    private static readonly Column[] Columns =
    [
        new("ADAPTER"),
        new("STATE"),
        new("CALLS", Worth: 7),
        new("WAITING"),
        new("OLDEST"),
        new("PER SECOND", Worth: 6),
        new("MEDIAN", Worth: 4),
        new("95%", Worth: 5),
        new("ERRORS", Worth: 8),
        new("LAST FAILURE", Worth: 3),
        new("KIND", 8, Worth: 2),
        new("VERSION", 8, Worth: 1),
    ];

    public static IRenderable Of(IReadOnlyCollection<Adapter> adapters, TimeProvider time, int width)
    {
        var now = time.GetUtcNow();
        var table = FittedTable.Of(Columns, [.. adapters.Select(adapter => Row(adapter, now))], width);
        var reasons = adapters.Where(static adapter => adapter.StateReason.Length > 0)
            .Select(static adapter => Plain.Styled(
                $"{Names.Short(adapter.Name)}: {adapter.StateReason}", Styles.Of(adapter.State)))
            .ToList();
        return reasons.Count == 0 ? table : new Rows([table, Plain.Blank, .. reasons]);
    }

    /// <summary>0.05, 1.2, 45: two figures.</summary>
    public static string Rate(double rate) => rate switch
    {
        0 => "",
        < 1 => rate.ToString("0.00", CultureInfo.InvariantCulture),
        < 10 => rate.ToString("0.0", CultureInfo.InvariantCulture),
        _ => rate.ToString("0", CultureInfo.InvariantCulture),
    };

    private static Cell[] Row(Adapter adapter, DateTimeOffset now) =>
    [
        Names.Short(adapter.Name),
        new(ContractEnum<Adapter.Types.State>.Word(adapter.State), Styles.Of(adapter.State)),
        NodeTable.Count(adapter.CallsInFlight),
        NodeTable.Count(adapter.CallsWaiting),
        NodeTable.Length(adapter.OldestWaiting),
        Rate(adapter.CallsPerSecond),
        NodeTable.Length(adapter.Median),
        NodeTable.Length(adapter.Percentile95),
        NodeTable.Count(adapter.Errors.Sum(static error => error.Count)),
        adapter.LastFailure is { } last ? $"{Age.Of(last.Time, now)} {last.Code}".TrimEnd() : "",
        adapter.Kind,
        adapter.Version,
    ];
}
