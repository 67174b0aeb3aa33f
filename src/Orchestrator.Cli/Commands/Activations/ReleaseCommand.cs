using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation release</summary>
internal static class ReleaseCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ActivationName();
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        return line.Define(
            "release",
            "Lets a held activation go on.",
            [name, .. decision.All, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new ReleaseActivationRequest
                {
                    Name = Names.Activation(parsed.GetRequiredValue(name)),
                    Decision = decision.Read(parsed),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                return session.Answer(
                    await session.Activations.ReleaseActivationAsync(request, session.Call(cancellation)));
            });
    }
}
