using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Adapters;

/// <summary>orchestrator adapters hold</summary>
internal static class HoldAdapterCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.AdapterName();
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        return line.Define(
            "hold",
            "Has no call to an adapter begin, in any node, until it is released. Steps wait; nothing fails.",
            [name, .. decision.All, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new HoldAdapterRequest
                {
                    Name = Names.Adapter(parsed.GetRequiredValue(name)),
                    Decision = decision.Read(parsed),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                var adapter = await session.Adapters.HoldAdapterAsync(request, session.Call(cancellation));

                return session.Show(adapter);
            });
    }
}
