using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>The nodes, one a line. What is nothing is left empty, and what one told last that is gone.</summary>
internal static class NodeTable
{
    private static readonly Column[] Columns =
    [
        new("NODE"),
        new("STATE"),
        new("SHARDS"),
        new("ACTIVATIONS", Worth: 8),
        new("CALLS", Worth: 7),
        new("READY", Worth: 6),
        new("OLDEST STEP"),
        new("OLDEST COMMAND", Worth: 9),
        new("WRITES", Worth: 5),
        new("OLDEST WRITE", Worth: 10),
        new("HEARD OF", Worth: 4),
        new("VERSION", 8, Worth: 2),
        new("HOST", 8, Worth: 1),
        new("ADDRESS", Worth: 3),
    ];

    private static readonly Cell[] NoFigures = ["", "", "", "", "", "", ""];

    public static IRenderable Of(IReadOnlyCollection<Node> nodes, int width) =>
        FittedTable.Of(Columns, [.. nodes.Select(Row)], width);

    /// <summary>A number of things; empty for none.</summary>
    public static string Count(int count) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Empty for none.</summary>
    public static string Length(Duration? length) =>
        length?.ToTimeSpan() is { } time && time > TimeSpan.Zero ? Age.Length(time) : "";

    private static Cell[] Row(Node node) =>
    [
        Names.Short(node.Name),
        new(ContractEnum<Node.Types.State>.Word(node.State), Styles.Of(node.State)),
        node.Shards.ToString(CultureInfo.InvariantCulture),
        .. node.State == Node.Types.State.Gone ? NoFigures : Figures(node),
        Length(node.HeartbeatAge),
        node.Version,
        node.Host,
        node.Address,
    ];

    private static Cell[] Figures(Node node) =>
    [
        Count(node.Activations),
        Count(node.CallsInFlight),
        Count(node.CallsWaiting),
        Length(node.OldestReadyStep),
        Length(node.OldestCommand),
        Count(node.WritesWaiting),
        Length(node.OldestWrite),
    ];
}
