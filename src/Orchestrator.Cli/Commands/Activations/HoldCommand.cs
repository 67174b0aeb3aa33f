using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation hold</summary>
internal static class HoldCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ActivationName();
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        return line.Define(
            "hold",
            "Stops new steps from starting; a step in flight finishes.",
            [name, .. decision.All, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new HoldActivationRequest
                {
                    Name = Names.Activation(parsed.GetRequiredValue(name)),
                    Decision = decision.Read(parsed),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                return session.Answer(
                    await session.Activations.HoldActivationAsync(request, session.Call(cancellation)));
            });
    }
}
