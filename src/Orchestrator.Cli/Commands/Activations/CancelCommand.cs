using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation cancel</summary>
internal static class CancelCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ActivationName();
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        var etag = Symbols.Etag();
        return line.Define(
            "cancel",
            "Withdraws an activation that has not finished: what was done is undone.",
            [name, .. decision.All, requestId, etag],
            async (parsed, session, cancellation) =>
            {
                var request = new CancelActivationRequest
                {
                    Name = Names.Activation(parsed.GetRequiredValue(name)),
                    Decision = decision.Read(parsed),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                    Etag = parsed.GetValue(etag) ?? "",
                };

                return session.Answer(
                    await session.Activations.CancelActivationAsync(request, session.Call(cancellation)));
            });
    }
}
