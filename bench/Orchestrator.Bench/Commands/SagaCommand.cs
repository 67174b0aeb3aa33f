using System.CommandLine;
using System.Globalization;
using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.OverGrpc;
using Orchestrator.Bench.Reference;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary><c>saga3</c> and <c>saga3-undo</c>: the workload over gRPC and in process, beside what the database itself can do.</summary>
internal static class SagaCommand
{
    public static Command Create(string name)
    {
        var database = Options.Database();
        var seconds = new Option<double>("--seconds") { Description = "How long each row is measured.", DefaultValueFactory = _ => 8 };
        var inFlight = new Option<int[]>("--in-flight")
        {
            Description = "Callers at the same time.",
            DefaultValueFactory = _ => [1, 16, 64, 256],
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(name, name == SagaDefinitions.Saga3
            ? "Three steps, one after the other, each durable before the next."
            : "The same with a third step that fails for good: the two done are undone.")
        {
            database, seconds, inFlight,
        };
        command.SetAction((parsed, _) => RunAsync(
            name, parsed.GetValue(database), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(inFlight)!));
        return command;
    }

    private static async Task RunAsync(string name, string? database, TimeSpan time, int[] inFlight)
    {
        using var folder = new TemporaryFolder();
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("way", "in flight", "per second", "of reference", "p50 ms", "p99 ms", "CPU us");
        var warmUp = time / 4;

        var reference = await InsertLoop.RunAsync(folder.Path, database, time / 2);
        Add(table, "reference: insert loop", null, reference, reference);
        await using (var engine = await EngineUnderLoad.StartAsync(folder.Sub("engine"), database, name))
        {
            foreach (var callers in inFlight)
                Add(table, "engine in process", await engine.RunAsync(callers, warmUp, time), 0, reference);
        }

        using (var server = await ServerProcess.StartAsync(folder.Sub("server"), database))
        using (var load = await GrpcLoad.PublishAsync(server.Address, name))
        {
            foreach (var callers in inFlight)
                Add(table, "server over gRPC", await load.RunAsync(server.Process, callers, warmUp, time), 0, reference);
            server.Process.Refresh();
            AnsiConsole.WriteLine($"Peak memory of the server: {server.Process.PeakWorkingSet64 / 1024 / 1024} MB.");
        }

        AnsiConsole.WriteLine($"{name} on {(database is null ? "SQLite" : "PostgreSQL")}");
        AnsiConsole.Write(table);
    }

    private static void Add(Table table, string way, LoadFigures? figures, double perSecond, double reference)
    {
        var rate = figures?.PerSecond ?? perSecond;
        table.AddRow(
            way,
            Number(figures?.InFlight, "n0"),
            Number(rate, "n0"),
            (rate / reference).ToString("p0", CultureInfo.InvariantCulture),
            Number(figures?.Median.TotalMilliseconds, "n2"),
            Number(figures?.Slowest1Percent.TotalMilliseconds, "n2"),
            Number(figures?.Processor.TotalMicroseconds, "n0"));
    }

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
