using System.CommandLine;
using Orchestrator.Cli.Commands.Cluster;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator cluster ...: alone, how everything is on one screen.</summary>
internal static class ClusterCommands
{
    public static Command Create(CommandLine line)
    {
        var command = line.Define("cluster", "Shows how the nodes are, and drains one.", [], ShowAsync);
        command.Subcommands.Add(NodesCommand.Create(line));
        command.Subcommands.Add(ShardsCommand.Create(line));
        command.Subcommands.Add(DrainCommand.Create(line));
        command.Subcommands.Add(UndrainCommand.Create(line));
        return command;
    }

    private static async Task<int> ShowAsync(ParseResult parsed, Session session, CancellationToken cancellation)
    {
        var nodes = await session.Cluster.ListNodesAsync(new ListNodesRequest(), session.Call(cancellation));
        if (session.WantsJson)
        {
            session.WriteJson(nodes);
            return ExitCode.Ok;
        }

        var shards = await session.Cluster.ListShardsAsync(new ListShardsRequest(), session.Call(cancellation));
        session.Page.Write(ClusterPage.Of(nodes.Nodes, shards.Shards, session.World.Width));
        return ExitCode.Ok;
    }
}
