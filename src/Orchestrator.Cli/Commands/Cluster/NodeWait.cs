using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Cluster;

/// <summary>
/// What was decided about a node is done by and by: it is looked at until it is, or for as long as is waited.
/// </summary>
internal static class NodeWait
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>Zero where it was not given.</summary>
    public static TimeSpan Read(string? wait) => wait is null ? TimeSpan.Zero : Durations.Parse(wait);

    /// <summary>Shows the node as it is in the end.</summary>
    /// <returns>The exit code: whether it is as it was to be, where that was waited for.</returns>
    public static async Task<int> UntilAsync(
        Node node, Func<Node, bool> isDone, TimeSpan patience, Session session, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < patience && !isDone(node); waited += Pace)
        {
            await Task.Delay(Pace, session.World.Time, cancellation);
            node = await session.Cluster.GetNodeAsync(
                new GetNodeRequest { Name = node.Name }, session.Call(cancellation));
        }

        session.Show(node);
        return patience == TimeSpan.Zero || isDone(node) ? ExitCode.Ok : ExitCode.EndedOtherwise;
    }

    public static int Show(this Session session, Node node)
    {
        return session.Show(node, () => NodePage.Of(node, session.World.Time, session.World.Width));
    }
}
