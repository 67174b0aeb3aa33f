using System.CommandLine;
using Grpc.Core;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Cli.Commands.Audits;

/// <summary>orchestrator audit run</summary>
internal static class RunAuditCommand
{
    public static Command Create(CommandLine line)
    {
        var adapters = new Option<string[]>("--adapter")
        {
            Description = "Only these adapters, and nothing that is stuck [default: everything]",
            HelpName = "NAME",
        };
        var reason = Symbols.Text("--reason", "TEXT", "Why; kept with the audit");
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait for its end" };
        var requestId = Symbols.RequestId();
        return line.Define(
            "run",
            "Audits, and shows what it found. Exits with 1 where findings are open, or something could not be audited.",
            [adapters, reason, noWait, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new StartAuditRequest
                {
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                    Decision = new Decision { Reason = parsed.GetValue(reason) ?? "Asked for on the command line." },
                };
                request.Adapters.AddRange((parsed.GetValue(adapters) ?? []).Select(Names.Adapter));

                var audit = await session.Audits.StartAuditAsync(request, session.Call(cancellation));
                if (parsed.GetValue(noWait))
                    return session.Show(audit);

                return await FinishAsync(await WatchAsync(audit, session, cancellation), session, cancellation);
            });
    }

    private static async Task<Audit> WatchAsync(Audit audit, Session session, CancellationToken cancellation)
    {
        using var watch = session.Audits.WatchAudit(
            new WatchAuditRequest { Name = audit.Name }, session.Stream(cancellation));
        var told = "";
        await foreach (var now in watch.ResponseStream.ReadAllAsync(cancellation))
        {
            audit = now;
            if (!session.WantsJson && AuditPage.Progress(now) is var progress && progress != told)
                session.Notes.Write(new Text($"{Plain.Line(told = progress)}\n", Styles.Dim));
        }

        return audit;
    }

    private static async Task<int> FinishAsync(Audit audit, Session session, CancellationToken cancellation)
    {
        var open = new ListFindingsRequest
        {
            PageSize = 20,
            Filter = new FindingFilter { States = { Finding.Types.State.Open } },
        };
        var findings = await session.Audits.ListFindingsAsync(open, session.Call(cancellation));
        session.Show(audit);
        if (!session.WantsJson)
            session.Page.Write(FindingTable.Of(findings, session.World.Time.GetUtcNow(), session.World.Width));
        return audit.State == Audit.Types.State.Complete && findings.Findings.Count == 0
            ? ExitCode.Ok
            : ExitCode.EndedOtherwise;
    }

    private static int Show(this Session session, Audit audit)
    {
        return session.Show(audit, () => AuditPage.Of(audit, session.World.Time, session.World.Width));
    }
}
