using System.CommandLine;
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
        var reference = await InsertLoop.RunAsync(folder.Path, database, time / 2);
        var table = new SagaTable(reference);
        var warmUp = time / 4;

        var (ofEngine, ofServer) = (folder.Sub("engine"), folder.Sub("server"));
        await using (var engine = await EngineUnderLoad.StartAsync(ofEngine, database, name))
        {
            foreach (var callers in inFlight)
            {
                await engine.RunAsync(callers, TimeSpan.Zero, warmUp);
                await table.AddAsync(
                    "engine in process", ofEngine, database, () => engine.RunAsync(callers, TimeSpan.Zero, time));
            }
        }

        using (var server = await ServerProcess.StartAsync(ofServer, database))
        using (var load = await GrpcLoad.PublishAsync(server.Address, name))
        {
            foreach (var callers in inFlight)
            {
                await load.RunAsync(server.Process, callers, TimeSpan.Zero, warmUp);
                await table.AddAsync(
                    "server over gRPC", ofServer, database, () => load.RunAsync(server.Process, callers, TimeSpan.Zero, time));
            }

            server.Process.Refresh();
            AnsiConsole.WriteLine($"Peak memory of the server: {server.Process.PeakWorkingSet64 / 1024 / 1024} MB.");
        }

        AnsiConsole.WriteLine($"{name} on {(database is null ? "SQLite" : "PostgreSQL")}");
        table.Write();
    }
}
