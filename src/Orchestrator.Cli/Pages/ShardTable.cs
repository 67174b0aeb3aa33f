using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>The shards, one a line. What is nothing is left empty.</summary>
internal static class ShardTable
{
    private static readonly Column[] Columns =
    [
        new("SHARD"),
        new("NODE"),
        new("TOKEN", Worth: 1),
        new("LEASE LEFT"),
        new("ACTIVATIONS"),
        new("COMMANDS"),
        new("OLDEST COMMAND"),
    ];

    public static IRenderable Of(IReadOnlyCollection<Shard> shards, int width) => shards.Count == 0
        ? new Text("It owns no shards.\n", Styles.Dim)
        : FittedTable.Of(Columns, [.. shards.Select(Row)], width);

    private static Cell[] Row(Shard shard) =>
    [
        Names.Short(shard.Name),
        shard.Node.Length == 0 ? new Cell("nobody", Styles.Bad) : Names.Short(shard.Node),
        shard.Token == 0 ? "" : shard.Token.ToString(CultureInfo.InvariantCulture),
        Lease(shard),
        NodeTable.Count(shard.Activations),
        NodeTable.Count(shard.CommandsWaiting),
        NodeTable.Length(shard.OldestCommand),
    ];

    private static Cell Lease(Shard shard) => shard.LeaseLeft?.ToTimeSpan() switch
    {
        null => "",
        { } left when left > TimeSpan.Zero => Age.Length(left),
        { } left => new Cell($"ran out {Age.Length(-left)} ago", Styles.Bad),
    };
}
