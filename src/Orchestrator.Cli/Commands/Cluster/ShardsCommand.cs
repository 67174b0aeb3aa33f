using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Cluster;

/// <summary>orchestrator cluster shards</summary>
internal static class ShardsCommand
{
    public static Command Create(CommandLine line)
    {
        var node = Symbols.Text("--node", "NAME", "Only those that this node owns");
        return line.Define(
            "shards",
            "Lists the shards: who owns each, until when, and how much is in it.",
            [node],
            async (parsed, session, cancellation) =>
            {
                var request =
                    new ListShardsRequest { Node = parsed.GetValue(node) is { } name ? Names.Node(name) : "" };

                var answer = await session.Cluster.ListShardsAsync(request, session.Call(cancellation));

                return session.Show(answer, () => ShardTable.Of(answer.Shards, session.World.Width));
            });
    }
}
