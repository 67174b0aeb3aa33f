using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Adapters;

/// <summary>orchestrator adapters release</summary>
internal static class ReleaseAdapterCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.AdapterName();
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        return line.Define(
            "release",
            "Lets calls to a held adapter begin again, within its limits.",
            [name, .. decision.All, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new ReleaseAdapterRequest
                {
                    Name = Names.Adapter(parsed.GetRequiredValue(name)),
                    Decision = decision.Read(parsed),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                var adapter = await session.Adapters.ReleaseAdapterAsync(request, session.Call(cancellation));

                return session.Show(adapter);
            });
    }
}
