using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Bench.Reference;
using Orchestrator.Engine;
using Orchestrator.Engine.Analysis;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>analysis</c>: a month of activations of five steps, some of which fail, and how long each analysis of it takes.
/// </summary>
internal static class AnalysisCommand
{
    public static Command Create()
    {
        var database = Options.Database();
        var count = new Option<int>("--activations")
        {
            Description = "How many there are in the month.",
            DefaultValueFactory = _ => 1_000_000,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each is asked; the fastest and the slowest are told.",
            DefaultValueFactory = _ => 3,
        };
        var only = new Option<AnalysisKind?>("--only") { Description = "One of them; all unless it is given." };
        var command = new Command("analysis", "Questions to a month of a large journal.")
        {
            database, count, rounds, only,
        };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(database), parsed.GetValue(count), parsed.GetValue(rounds), parsed.GetValue(only)));
        return command;
    }

    private static async Task RunAsync(string? database, int count, int rounds, AnalysisKind? only)
    {
        using var folder = new TemporaryFolder();
        await using var storage = database is null
            ? await OrchestratorStorage.OpenSqliteAsync(folder.Path, default)
            : await OrchestratorStorage.OpenPostgresAsync(database, default);
        await storage.Journal.AcquireAsync(default);
        var begun = Stopwatch.GetTimestamp();
        await FailingMonth.FillAsync(storage, count);
        await Statistics.CollectAsync(database);
        AnsiConsole.WriteLine($"{count:n0} activations were written in {Stopwatch.GetElapsedTime(begun).TotalSeconds:n0} s.");

        using var analysis = new JournalAnalysis(
            storage.Scan, new PlanCache(storage.Workflows, _ => FailingMonth.Plan), TimeProvider.System);
        var table = Printed.Table("analysis", "rows", "activations", "s, best", "s, worst", "CPU s", "MB");
        foreach (var kind in Enum.GetValues<AnalysisKind>().Where(kind => kind == (only ?? kind)))
            await AddAsync(table, analysis, kind, rounds);
        Printed.Write(table);
    }

    private static async Task AddAsync(Table table, JournalAnalysis analysis, AnalysisKind kind, int rounds)
    {
        var query = new AnalysisQuery(
            kind, new ScanQuery(FailingMonth.Begin, FailingMonth.Begin.AddDays(31)), Dimensions.Default(kind));
        var took = new List<double>();
        var (busy, answer) = (Environment.CpuUsage.TotalTime, (AnalysisTable?)null);
        for (var round = 0; round < rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            answer = await analysis.RunAsync(query, default);
            took.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        var processor = (Environment.CpuUsage.TotalTime - busy).TotalSeconds / rounds;
        using var process = Process.GetCurrentProcess();
        table.AddRow(
            kind.ToString(),
            $"{answer!.Rows.Count}",
            $"{answer.Activations:n0}",
            $"{took.Min():n1}",
            $"{took.Max():n1}",
            $"{processor:n1}",
            $"{process.WorkingSet64 / 1e6:n0}");
    }
}
