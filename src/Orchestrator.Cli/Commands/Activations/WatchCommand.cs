using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Watching;
using Orchestrator.V1;
using Spectre.Console;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation watch</summary>
internal static class WatchCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ActivationName();
        var after = new Option<long>("--after-sequence")
        {
            Description = "Only what came after this event [default: everything]",
            HelpName = "N",
        };
        var expected = Symbols.Enum<State>(
            "--expect", "STATE", "The end that is asked for, which decides the exit code [default: completed]");
        return line.Define(
            "watch",
            "Shows an activation's events as they happen, until it has finished. Survives a lost connection.",
            [name, after, expected],
            async (parsed, session, cancellation) =>
            {
                using var limit = Limit(session, cancellation);
                try
                {
                    var ended = await FollowAsync(
                        session, Names.Activation(parsed.GetRequiredValue(name)), parsed.GetValue(after), limit.Token);
                    var wanted = parsed.GetResult(expected) is null ? State.Completed : parsed.GetValue(expected);
                    return ended.State == wanted ? ExitCode.Ok : ExitCode.EndedOtherwise;
                }
                catch (Exception) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
                {
                    session.Notes.WriteLine(
                        $"It has not finished within {Age.Length(session.Timeout!.Value)}; it goes on.");
                    return ExitCode.EndedOtherwise;
                }
            });
    }

    private static CancellationTokenSource Limit(Session session, CancellationToken cancellation)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (session.Timeout is { } timeout) limit.CancelAfter(timeout);
        return limit;
    }

    private static async Task<Activation> FollowAsync(
        Session session, string name, long afterSequence, CancellationToken cancellation)
    {
        Task<Activation> Follow(IWatchView view) => new Watcher(session, name, view).FollowAsync(
            afterSequence, cancellation);

        if (session.WantsJson) return await Follow(new JsonView(session));
        if (session.World.OutputIsTerminal) return await LiveView.RunAsync(session, Follow);

        var ended = await Follow(new LineView(session));
        session.Page.Write(ActivationPage.Brief(ended));
        return ended;
    }
}
