using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation get</summary>
internal static class GetCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ActivationName();
        return line.Define(
            "get",
            "Shows an activation: its state, its steps, what failed and what can be decided.",
            [name],
            async (parsed, session, cancellation) =>
            {
                var request = new GetActivationRequest
                {
                    Name = Names.Activation(parsed.GetRequiredValue(name)),
                    View = ActivationView.Full,
                };

                var activation = await session.Activations.GetActivationAsync(request, session.Call(cancellation));

                return session.Show(
                    activation, () => ActivationPage.Of(activation, session.World.Time, session.World.Width));
            });
    }
}
