using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Cluster;

/// <summary>orchestrator cluster drain</summary>
internal static class DrainCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.NodeName();
        var decision = new DecisionOptions();
        var force = new Option<bool>("--force") { Description = "Though no other node takes anything new in" };
        var wait = Symbols.Text("--wait", "TIME", "Until it has handed over everything, at most this long");
        var requestId = Symbols.RequestId();
        return line.Define(
            "drain",
            "Has a node start nothing new and hand its shards over to the others.",
            [name, .. decision.All, force, wait, requestId],
            async (parsed, session, cancellation) =>
            {
                var patience = NodeWait.Read(parsed.GetValue(wait));
                var request = new DrainNodeRequest
                {
                    Name = Names.Node(parsed.GetRequiredValue(name)),
                    Decision = decision.Read(parsed),
                    Force = parsed.GetValue(force),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                var node = await session.Cluster.DrainNodeAsync(request, session.Call(cancellation));

                return await NodeWait.UntilAsync(
                    node, static node => node.State == Node.Types.State.Drained, patience, session, cancellation);
            });
    }
}
