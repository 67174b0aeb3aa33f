using System.CommandLine;
using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.OverGrpc;
using Orchestrator.Bench.Reference;
using Spectre.Console;
using static Orchestrator.Bench.Commands.Printed;

namespace Orchestrator.Bench.Commands;

/// <summary><c>compare</c>: the workload here and on DBOS Transact, row by row on the same PostgreSQL.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var database = new Option<string>("--database")
        {
            Description = "A PostgreSQL connection string; beside its database one called dbos_saga3 is filled.",
            Required = true,
        };
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each row is measured.",
            DefaultValueFactory = _ => 4,
        };
        var inFlight = new Option<int[]>("--in-flight")
        {
            Description = "Callers at the same time.",
            DefaultValueFactory = _ => [1, 16, 64, 256],
            AllowMultipleArgumentsPerToken = true,
        };
        var program = new Option<string>("--dbos")
        {
            Description = "The folder of the program for DBOS, after npm install in it.",
            DefaultValueFactory = _ => Path.Combine("bench", "compared", "dbos"),
        };
        var command = new Command(
            "compare", "Three steps, each durable before the next: over gRPC here, and in process on DBOS Transact.")
        {
            database, seconds, inFlight, program,
        };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(database)!,
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetValue(inFlight)!,
            parsed.GetValue(program)!));
        return command;
    }

    private static async Task<int> RunAsync(string database, TimeSpan time, int[] inFlight, string program)
    {
        if (!Directory.Exists(Path.Combine(program, "node_modules")))
        {
            AnsiConsole.WriteLine($"DBOS is not there. Install it: npm install --prefix {program}");
            return 2;
        }

        var warmUp = TimeSpan.FromSeconds(10);
        var table = Printed.Table("in flight", "DBOS per second", "p50 ms", "over gRPC per second", "p50 ms", "times");
        using var folder = new TemporaryFolder();
        using var server = await ServerProcess.StartAsync(folder.Path, database);
        using var clients = await GrpcLoad.PublishAsync(server.Address, SagaDefinitions.Saga3);
        await clients.RunAsync(server.Process, inFlight.Max(), TimeSpan.Zero, warmUp);
        foreach (var callers in inFlight)
        {
            var other = await DbosProgram.RunAsync(program, database, callers, time, time / 2);
            var own = await clients.RunAsync(server.Process, callers, TimeSpan.Zero, time);
            table.AddRow(
                Number(callers, "n0"),
                Number(other.PerSecond, "n0"),
                Number(other.Median.TotalMilliseconds, "n1"),
                Number(own.PerSecond, "n0"),
                Number(own.Median.TotalMilliseconds, "n1"),
                Number(own.PerSecond / other.PerSecond, "n0"));
        }

        Printed.Write(table);
        return 0;
    }
}
