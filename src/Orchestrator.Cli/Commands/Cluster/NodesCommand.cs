using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Cluster;

/// <summary>orchestrator cluster nodes</summary>
internal static class NodesCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "Only this one, with what was decided about it: nodes/ID, or ID",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return line.Define(
            "nodes",
            "Lists the nodes, or shows one.",
            [name],
            (parsed, session, cancellation) => parsed.GetValue(name) is { } one
                ? ShowAsync(Names.Node(one), session, cancellation)
                : ListAsync(session, cancellation));
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellation)
    {
        var answer = await session.Cluster.ListNodesAsync(new ListNodesRequest(), session.Call(cancellation));

        return session.Show(answer, () => NodeTable.Of(answer.Nodes, session.World.Width));
    }

    private static async Task<int> ShowAsync(string name, Session session, CancellationToken cancellation)
    {
        var node = await session.Cluster.GetNodeAsync(new GetNodeRequest { Name = name }, session.Call(cancellation));

        return session.Show(node);
    }
}
