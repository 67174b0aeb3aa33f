using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Local;
using Orchestrator.Engine.Local.Cases;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow test: runs the cases beside definitions, without a server.</summary>
internal static class TestCommand
{
    public static Command Create(CommandLine line)
    {
        var folder = new Argument<string>("DIR") { Description = "Where the *.test.json are, however deep" };
        var junit = Symbols.Text("--junit", "FILE", "Writes what came of the cases as JUnit's XML, too");
        return line.Define(
            "test",
            "Runs the cases beside definitions, and tells what of the definitions no case reaches.",
            [folder, junit],
            async (parsed, session, cancellation) =>
            {
                var report = Run(parsed.GetRequiredValue(folder));

                if (parsed.GetValue(junit) is { } file)
                    await TextSource.WriteAsync(file, JUnit.Of(report), cancellation);
                if (session.WantsJson) session.World.Output.WriteLine(CaseJson.Of(report));
                else session.Page.Write(CasePage.Of(report));
                return report switch
                {
                    { Problems.Count: > 0 } => ExitCode.WrongUsage,
                    { Failed: > 0 } => ExitCode.EndedOtherwise,
                    _ => ExitCode.Ok,
                };
            });
    }

    private static CaseReport Run(string folder)
    {
        if (File.Exists(folder))
            throw new UsageException($"'{folder}' is a file. Name the folder: the cases below it are run.");

        try
        {
            var report = CaseSuite.Run(folder, TemporarySandbox.OpenWorld);
            return report.Cases.Count + report.Problems.Count > 0
                ? report
                : throw new UsageException($"There is no *.test.json below '{folder}'.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{folder}' cannot be read: {error.Message}");
        }
    }
}
