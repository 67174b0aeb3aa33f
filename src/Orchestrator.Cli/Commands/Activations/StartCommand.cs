using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation start</summary>
internal static class StartCommand
{
    public static Command Create(CommandLine line)
    {
        var order = new OrderOptions();
        var requestId = Symbols.RequestId();
        var planHash = Symbols.Text(
            "--plan-hash", "HASH", "From 'activation plan': refused if the plan is another by now");
        var wait = Symbols.Text(
            "--wait", "TIME", "Answers when it has finished, or after this long [default: once it is accepted]");
        return line.Define(
            "start",
            "Starts an activation, or schedules it.",
            [.. order.All, requestId, planHash, wait],
            async (parsed, session, cancellation) =>
            {
                var request = await order.ReadAsync(parsed, session.World, cancellation);
                var patience = parsed.GetValue(wait) is { } text ? Durations.Parse(text) : TimeSpan.Zero;
                request.PlanHash = parsed.GetValue(planHash) ?? "";
                request.Wait = patience > TimeSpan.Zero ? Duration.FromTimeSpan(patience) : null;
                request.RequestId = session.Identify(parsed.GetValue(requestId));

                var started = await session.Activations.StartActivationAsync(
                    request, session.Call(cancellation, more: patience));

                Show(session, started, waited: patience > TimeSpan.Zero);
                return patience == TimeSpan.Zero || started.State == Activation.Types.State.Completed
                    ? ExitCode.Ok
                    : ExitCode.EndedOtherwise;
            });
    }

    private static void Show(Session session, Activation started, bool waited)
    {
        if (session.WantsJson)
        {
            session.WriteJson(started);
            return;
        }

        if (waited) session.Page.Write(ActivationPage.Of(started, session.World.Time, session.World.Width));
        else
        {
            session.Page.Write(ActivationPage.Brief(started));
            if (started.EntitlementEndTime is not null)
                session.Page.Write(ActivationPage.Ends(started, session.World.Time));
            session.Page.Write(ActivationPage.Next($"orchestrator activation watch {started.Name}"));
        }
    }
}
