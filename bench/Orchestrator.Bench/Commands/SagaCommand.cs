using System.CommandLine;
using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.OverGrpc;
using Orchestrator.Bench.Reference;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>saga3</c> and <c>saga3-undo</c>: the workload over gRPC and in process, beside what the database itself can do.
/// </summary>
internal static class SagaCommand
{
    public static Command Create(string name)
    {
        var database = Options.Database();
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each row is measured.",
            DefaultValueFactory = _ => 8,
        };
        var inFlight = new Option<int[]>("--in-flight")
        {
            Description = "Callers at the same time.",
            DefaultValueFactory = _ => [1, 16, 64, 256],
            AllowMultipleArgumentsPerToken = true,
        };
        var warmUp = new Option<double>("--warm-up")
        {
            Description =
                "Seconds of load before the first row of each way: a server that runs for months is not measured cold.",
            DefaultValueFactory = _ => 15,
        };
        var ways = new Option<string[]>("--ways")
        {
            Description = "Through which door: engine (in process) or grpc (the server in its own process).",
            DefaultValueFactory = _ => ["engine", "grpc"],
            AllowMultipleArgumentsPerToken = true,
        };
        ways.AcceptOnlyFromAmong("engine", "grpc");
        var command = new Command(name, name == SagaDefinitions.Saga3
            ? "Three steps, one after the other, each durable before the next."
            : "The same with a third step that fails for good: the two done are undone.")
        {
            database, seconds, inFlight, warmUp, ways,
        };
        command.SetAction((parsed, _) => RunAsync(
            new Load(
                name,
                parsed.GetValue(database),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
                parsed.GetValue(inFlight)!),
            parsed.GetValue(ways)!));
        return command;
    }

    private static async Task RunAsync(Load load, string[] ways)
    {
        using var folder = new TemporaryFolder();
        var table = new SagaTable();
        table.AddInsertLoop(await InsertLoop.RunAsync(folder.Path, load.Database, load.Time / 2));
        await BareProgram.RunAsync(folder.Path, load.Database, load.InFlight.Max(), load.Time / 2);
        if (ways.Contains("engine"))
            await RunEngineAsync(load, folder.Sub("engine"), table);
        if (ways.Contains("grpc"))
            await RunServerAsync(load, folder.Sub("server"), table);

        AnsiConsole.WriteLine($"{load.Name} on {(load.Database is null ? "SQLite" : "PostgreSQL")}");
        table.Write();
    }

    private static async Task RunEngineAsync(Load load, string folder, SagaTable table)
    {
        await using var engine = await EngineUnderLoad.StartAsync(folder, load.Database, load.Name);
        await engine.RunAsync(load.InFlight.Max(), TimeSpan.Zero, load.WarmUp);
        foreach (var callers in load.InFlight)
        {
            table.AddBare(await BareProgram.RunAsync(folder, load.Database, callers, load.Time / 2));
            await table.AddAsync(
                "engine in process",
                folder,
                load.Database,
                () => Task.FromResult(engine.Flushes),
                () => engine.RunAsync(callers, TimeSpan.Zero, load.Time));
        }
    }

    private static async Task RunServerAsync(Load load, string folder, SagaTable table)
    {
        using var server = await ServerProcess.StartAsync(folder, load.Database);
        using var metrics = new ServerMetrics(server);
        using var clients = await GrpcLoad.PublishAsync(server.Address, load.Name);
        await clients.RunAsync(server.Process, load.InFlight.Max(), TimeSpan.Zero, load.WarmUp);
        foreach (var callers in load.InFlight)
        {
            table.AddBare(await BareProgram.RunAsync(folder, load.Database, callers, load.Time / 2));
            await table.AddAsync(
                "server over gRPC",
                folder,
                load.Database,
                async () => (long)(await metrics.ReadAsync("orchestrator_journal_flush_seconds_count"))[0],
                () => clients.RunAsync(server.Process, callers, TimeSpan.Zero, load.Time));
        }

        server.Process.Refresh();
        AnsiConsole.WriteLine(
            $"The server answered {server.StartTime.TotalSeconds:n2} s after its start; "
            + $"its peak memory is {server.Process.PeakWorkingSet64 / 1024 / 1024} MB.");
    }

    /// <param name="Name">The workload.</param>
    /// <param name="Database">A PostgreSQL connection string; null for SQLite.</param>
    /// <param name="Time">Of each row.</param>
    /// <param name="WarmUp">Of each way.</param>
    /// <param name="InFlight">A row each.</param>
    private sealed record Load(string Name, string? Database, TimeSpan Time, TimeSpan WarmUp, int[] InFlight);
}
