using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Cluster;

/// <summary>orchestrator cluster undrain</summary>
internal static class UndrainCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.NodeName();
        var decision = new DecisionOptions();
        var wait = Symbols.Text("--wait", "TIME", "Until it owns shards again, at most this long");
        var requestId = Symbols.RequestId();
        return line.Define(
            "undrain",
            "Has a node start activations again and take its share of the shards.",
            [name, .. decision.All, wait, requestId],
            async (parsed, session, cancellation) =>
            {
                var patience = NodeWait.Read(parsed.GetValue(wait));
                var request = new UndrainNodeRequest
                {
                    Name = Names.Node(parsed.GetRequiredValue(name)),
                    Decision = decision.Read(parsed),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                var node = await session.Cluster.UndrainNodeAsync(request, session.Call(cancellation));

                return await NodeWait.UntilAsync(
                    node,
                    static node => node.State == Node.Types.State.Serving && node.Shards > 0,
                    patience,
                    session,
                    cancellation);
            });
    }
}
