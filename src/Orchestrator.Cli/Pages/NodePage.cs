using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>One node: how it is with it, and what was decided about it.</summary>
internal static class NodePage
{
    private static readonly Column[] Columns =
        [new("DECIDED"), new(""), new("BY", 8), new("TICKET", 6, Worth: 1), new("REASON", 20)];

    public static IRenderable Of(Node node, TimeProvider time, int width)
    {
        var heading = new Paragraph()
            .Append(Plain.Line(node.Name), Styles.Bold)
            .Append("  ")
            .Append(ContractEnum<Node.Types.State>.Word(node.State), Styles.Of(node.State));
        var parts = new List<IRenderable> { heading, Facts.Of([.. FactsOf(node, time)]) };
        if (node.Decisions.Count > 0)
            parts.AddRange(
                [Plain.Blank, FittedTable.Of(Columns, [.. node.Decisions.Select(one => Row(one, time))], width)]);
        return new Rows(parts);
    }

    private static IEnumerable<KeyValuePair<string, string>> FactsOf(Node node, TimeProvider time)
    {
        yield return new("shards", node.Shards.ToString(CultureInfo.InvariantCulture));
        yield return new("activations in memory", NodeTable.Count(node.Activations));
        yield return new("calls under way", NodeTable.Count(node.CallsInFlight));
        yield return new("ready steps", With(node.CallsWaiting, NodeTable.Length(node.OldestReadyStep)));
        yield return new("oldest command", NodeTable.Length(node.OldestCommand));
        yield return new("journal's queue", With(node.WritesWaiting, NodeTable.Length(node.OldestWrite)));
        yield return new("started", Age.Full(node.StartTime, time));
        yield return new("heard of", Ago(NodeTable.Length(node.HeartbeatAge)));
        yield return new("address", node.Address);
        yield return new("host", node.Host);
        yield return new("version", node.Version);
        yield return new("number", node.Number == 0 ? "" : node.Number.ToString(CultureInfo.InvariantCulture));
    }

    private static string Ago(string age) => age.Length == 0 ? "" : $"{age} ago";

    private static string With(int count, string oldest) => oldest.Length == 0
        ? NodeTable.Count(count)
        : string.Create(CultureInfo.InvariantCulture, $"{count}, the oldest for {oldest}");

    private static Cell[] Row(NodeDecision one, TimeProvider time) =>
    [
        Age.Full(one.Time, time),
        one.Drain ? one.Force ? "drain, forced" : "drain" : "undrain",
        one.Actor,
        one.Decision?.Ticket ?? "",
        one.Decision?.Reason ?? "",
    ];
}
