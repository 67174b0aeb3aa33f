using Grpc.Core;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;
using Spectre.Console;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Cli.Demonstration;

/// <summary>
/// A story that is told with commands: each is shown as it would be typed, and run just so. What it must know in
/// between, it asks the server, as any client does.
/// </summary>
internal sealed class Story(Session session, CancellationToken cancellation)
{
    /// <summary>A step of the sandbox takes less than a second, also on a machine that is busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private int _chapter;

    /// <summary>Whether everything was as it should be up to now.</summary>
    public bool IsTrue { get; private set; } = true;

    public Session Session => session;

    private IEnumerable<string> Server => session.Endpoint.AuthorityFile is { } authority
        ? ["--server", session.Endpoint.ToString(), "--ca", authority]
        : ["--server", session.Endpoint.ToString()];

    /// <summary>Begins a chapter.</summary>
    public void Tell(string what)
    {
        session.Page.WriteLine();
        session.Page.Write(new Paragraph($"{++_chapter}. {what}\n", Styles.Bold));
    }

    /// <summary>Says how it ended, and what the reader may go on with.</summary>
    public void End(params string[] next)
    {
        session.Page.WriteLine();
        session.Page.Write(IsTrue
            ? new Paragraph("That was a whole life, and everything was as it should be. Go on with:\n", Styles.Bold)
            : new Paragraph("Something was not as it should be: it says so above. Go on with:\n", Styles.Bad));
        foreach (var command in next)
            session.Page.Write(new Paragraph($"$ {command}\n", Styles.Dim));
    }

    /// <summary>Runs a command as the person of that name.</summary>
    /// <param name="who">The caller.</param>
    /// <param name="words">The command line.</param>
    public Task RunAsync(string who, params string[] words) => RunAsync(who, ExitCode.Ok, words);

    /// <summary>Runs a command that is to end in another way than well.</summary>
    public async Task RunAsync(string who, int expected, params string[] words)
    {
        string[] all = [.. words, "--caller", who];
        session.Page.Write(new Paragraph($"$ orchestrator {string.Join(' ', all.Select(ShellWord.Of))}\n", Styles.Dim));
        var code = await CommandLine.RunAsync(
            [.. all, .. Server], session.World, cancellation);
        Check(code == expected, $"The command ended with {code}, and should have ended with {expected}.");
    }

    /// <summary>The activation of an order, once it is where it should be.</summary>
    public async Task<Activation> UntilAsync(string orderReference, State wanted)
    {
        var deadline = session.World.Time.GetUtcNow() + Patience;
        while (true)
        {
            var found = await FindAsync(orderReference);
            if (found?.State == wanted || IsOver(found) || session.World.Time.GetUtcNow() > deadline)
            {
                Check(found?.State == wanted, $"Order {orderReference} is {found?.State}, and should be {wanted}.");
                return found ?? new Activation();
            }

            await Task.Delay(Pace, session.World.Time, cancellation);
        }
    }

    /// <summary>What goes wrong is said, and remembered for the end.</summary>
    public void Check(bool isSo, string otherwise)
    {
        if (isSo) return;

        IsTrue = false;
        session.Page.Write(new Paragraph($"This is not as it should be. {otherwise}\n", Styles.Bad));
    }

    public CallOptions Call() => session.Call(cancellation);

    private static bool IsOver(Activation? activation) =>
        activation?.State is State.Completed or State.RolledBack or State.Cancelled or State.Abandoned or State.Fallout;

    private async Task<Activation?> FindAsync(string orderReference)
    {
        var found = await session.Activations.ListActivationsAsync(
            new ListActivationsRequest { Filter = new ActivationFilter { OrderReference = orderReference } }, Call());
        return found.Activations.FirstOrDefault();
    }
}
