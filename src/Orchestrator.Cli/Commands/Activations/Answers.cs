using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>What a command that changes an activation says when it was done.</summary>
internal static class Answers
{
    public static int Answer(this Session session, Activation activation)
    {
        return session.Show(activation, () => ActivationPage.Brief(activation));
    }
}
