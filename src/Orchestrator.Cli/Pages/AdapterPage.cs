using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>One adapter: how it is with it, what it can do, and what was decided about it.</summary>
internal static class AdapterPage
{
    private static readonly Column[] NodeColumns =
        [new("NODE"), new("CALLS"), new("WAITING"), new("OLDEST"), new("PER SECOND"), new("HELD"), new("CIRCUIT"), new("VERSION", 8, Worth: 1)];

    private static readonly Column[] OperationColumns =
        [new("OPERATION"), new("UNDONE BY"), new("READ BACK", Worth: 3), new("PREVIEW", Worth: 2), new("", 20, Worth: 1)];

    private static readonly Column[] DecisionColumns =
        [new("DECIDED"), new(""), new("BY", 8), new("TICKET", 6, Worth: 1), new("REASON", 20)];

    public static IRenderable Of(Adapter adapter, TimeProvider time, int width)
    {
        var heading = new Paragraph()
            .Append(Plain.Line(adapter.Name), Styles.Bold)
            .Append("  ")
            .Append(ContractEnum<Adapter.Types.State>.Word(adapter.State), Styles.Of(adapter.State));
        var parts = new List<IRenderable> { heading };
        if (adapter.StateReason.Length > 0) parts.Add(Plain.Styled(adapter.StateReason));
        parts.Add(Facts.Of([.. FactsOf(adapter, time), .. AdapterLimitFacts.Of(adapter.Limits)]));
        Add(parts, NodeColumns, adapter.Nodes.Select(one => NodeRow(one, time.GetUtcNow())), width);
        Add(parts, OperationColumns, adapter.Operations.Select(OperationRow), width);
        Add(parts, DecisionColumns, adapter.Decisions.Select(one => DecisionRow(one, time)), width);
        return new Rows(parts);
    }

    private static void Add(List<IRenderable> parts, Column[] columns, IEnumerable<Cell[]> rows, int width)
    {
        Cell[][] all = [.. rows];
        if (all.Length > 0) parts.AddRange([Plain.Blank, FittedTable.Of(columns, all, width)]);
    }

    private static IEnumerable<KeyValuePair<string, string>> FactsOf(Adapter adapter, TimeProvider time)
    {
        yield return new("kind", adapter.Kind);
        yield return new("version", adapter.Version);
        yield return new("contract", adapter.ContractVersion);
        yield return new("calls under way", NodeTable.Count(adapter.CallsInFlight));
        yield return new("calls waiting", adapter.CallsWaiting == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{adapter.CallsWaiting}, the oldest for {NodeTable.Length(adapter.OldestWaiting)}"));
        yield return new("calls per second", AdapterTable.Rate(adapter.CallsPerSecond));
        yield return new("time of a call", adapter.Median is null
            ? ""
            : $"{NodeTable.Length(adapter.Median)}, 95% within {NodeTable.Length(adapter.Percentile95)}");
        yield return new("errors in 5 minutes", string.Join(", ", adapter.Errors.Select(static error => string.Create(
            CultureInfo.InvariantCulture, $"{error.Count} {error.Answer} {error.Code}").TrimEnd())));
        yield return new("last success", Age.Full(adapter.LastSuccessTime, time));
        yield return new("last failure", adapter.LastFailure is { } last
            ? $"{Age.Full(last.Time, time)} {last.Operation}: {last.Code} {last.Message}"
            : "");
        yield return new("next window", adapter.Window.Length == 0
            ? ""
            : $"{adapter.Window}, {Age.Full(adapter.NextWindowTime, time)}");
    }

    private static Cell[] NodeRow(AdapterNode one, DateTimeOffset now) =>
    [
        Names.Short(one.Node),
        NodeTable.Count(one.CallsInFlight),
        NodeTable.Count(one.CallsWaiting),
        NodeTable.Length(one.OldestWaiting),
        AdapterTable.Rate(one.CallsPerSecond),
        one.Held ? "held" : "",
        one.CircuitOpen ? new Cell($"open {Age.Of(one.CircuitOpenSince, now)}", Styles.Bad) : "",
        one.Version,
    ];

    private static Cell[] OperationRow(AdapterOperation one) =>
    [
        one.Name,
        one.Inverse.Length > 0 ? one.Inverse : one.HasEffect ? "nothing" : "only reads",
        one.CanRead ? "yes" : "",
        one.CanPreview ? "yes" : "",
        one.Summary,
    ];

    private static Cell[] DecisionRow(AdapterDecision one, TimeProvider time) =>
    [
        Age.Full(one.Time, time),
        one.Hold ? "hold" : "release",
        one.Actor,
        one.Decision?.Ticket ?? "",
        one.Decision?.Reason ?? "",
    ];
}
