using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation signal</summary>
internal static class SignalCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ActivationName();
        var signal =
            new Argument<string>("SIGNAL") { Description = "What the workflow waits for: engineer-visit-done" };
        var payload = new StructOptions("payload", "what the signal carries");
        var requestId = Symbols.RequestId();
        return line.Define(
            "signal",
            "Delivers an external event to a workflow that waits for it, or keeps it until the workflow asks.",
            [name, signal, .. payload.All, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new SignalActivationRequest
                {
                    Name = Names.Activation(parsed.GetRequiredValue(name)),
                    Signal = parsed.GetRequiredValue(signal),
                    Payload = await payload.ReadAsync(parsed, session.World.Input, cancellation),
                };
                request.RequestId = session.Identify(parsed.GetValue(requestId));

                return session.Answer(
                    await session.Activations.SignalActivationAsync(request, session.Call(cancellation)));
            });
    }
}
