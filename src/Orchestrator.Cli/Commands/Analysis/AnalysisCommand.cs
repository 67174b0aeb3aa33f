using System.CommandLine;
using Grpc.Core;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Analysis;

/// <summary>One of the analyses: they differ in what they are called, and what they may be grouped by.</summary>
internal static class AnalysisCommand
{
    /// <summary>A year of a large journal takes a while.</summary>
    private static readonly TimeSpan More = TimeSpan.FromMinutes(5);

    public static Command Create(
        CommandLine line,
        string name,
        string description,
        string groups,
        bool hasAdapter,
        Func<Session, AnalysisScope, CallOptions, Task<AnalysisTable>> ask)
    {
        var scope = new ScopeOptions(groups, hasAdapter);
        var csv = new Option<bool>("--csv")
        {
            Description = "For spreadsheets: comma-separated values with a heading (RFC 4180), lengths of time in seconds",
        };
        return line.Define(
            name,
            description,
            [.. scope.All, csv],
            async (parsed, session, cancellation) =>
            {
                if (parsed.GetValue(csv) && session.WantsJson)
                    throw new UsageException("--csv and --json exclude each other: leave one out.");
                var asked = scope.Read(parsed, session.World.Time);

                var table = await ask(
                    session, asked, session.Call(cancellation, session.Timeout is null ? More : TimeSpan.Zero));

                if (session.WantsJson) session.WriteJson(table);
                else if (parsed.GetValue(csv)) session.World.Output.Write(AnalysisCsv.Of(table));
                else session.Page.Write(AnalysisPage.Of(table, session.World));
                return ExitCode.Ok;
            });
    }
}
