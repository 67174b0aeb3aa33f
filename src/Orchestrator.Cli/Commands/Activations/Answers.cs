using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>What a command that changes an activation says when it was done.</summary>
internal static class Answers
{
    public static int Answer(this Session session, Activation activation)
    {
        if (session.WantsJson) session.WriteJson(activation);
        else session.Page.Write(ActivationPage.Brief(activation));
        return ExitCode.Ok;
    }
}
