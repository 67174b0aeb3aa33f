using System.CommandLine;
using Orchestrator.Bench.OverGrpc;
using Orchestrator.Bench.Reference;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>start</c>: what a start costs, and the idle server's memory, with few and with many activations stored.
/// </summary>
internal static class StartCommand
{
    public static Command Create()
    {
        var database = Options.Database();
        var stored = new Option<int[]>("--stored")
        {
            Description = "Activations in the database, from few to many.",
            DefaultValueFactory = _ => [1_000, 10_000, 100_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var versions = new Option<int>("--versions")
        {
            Description = "Versions of workflows in it.",
            DefaultValueFactory = _ => 1_000,
        };
        var starts = new Option<int>("--starts")
        {
            Description = "The fastest of so many counts.",
            DefaultValueFactory = _ => 7,
        };
        var command = new Command("start", "What a start costs with few and with many activations stored.")
        {
            database, stored, versions, starts,
        };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(database), parsed.GetValue(stored)!, parsed.GetValue(versions), parsed.GetValue(starts)));
        return command;
    }

    private static async Task RunAsync(string? database, int[] stored, int versions, int starts)
    {
        using var folder = new TemporaryFolder();
        var table = Printed.Table("stored", "start s", "of the first", "CPU s", "of the first", "idle memory MB");
        await using (var empty = await StoredActivations.OpenAsync(folder.Path, database))
            await empty.PublishAsync(versions);

        (TimeSpan Start, TimeSpan Processor)? first = null;
        var there = 0;
        foreach (var count in stored)
        {
            await using (var filled = await StoredActivations.OpenAsync(folder.Path, database))
                await filled.AddAsync(there, count);
            there = count;

            var (start, processor, memory) = await FastestAsync(folder.Path, database, starts);
            first ??= (start, processor);
            table.AddRow(
                Printed.Number(count, "n0"),
                Printed.Number(start.TotalSeconds, "n2"),
                Printed.Number(start / first.Value.Start, "p0"),
                Printed.Number(processor.TotalSeconds, "n2"),
                Printed.Number(processor / first.Value.Processor, "p0"),
                Printed.Number(memory / 1e6, "n0"));
        }

        AnsiConsole.WriteLine(
            $"Starts on {(database is null ? "SQLite" : "PostgreSQL")} with {versions} versions of workflows");
        Printed.Write(table);
    }

    /// <summary>What other work on the machine adds is no part of it: the least of several counts.</summary>
    private static async Task<(TimeSpan Start, TimeSpan Processor, long Memory)> FastestAsync(
        string folder, string? database, int starts)
    {
        var (start, processor, memory) = (TimeSpan.MaxValue, TimeSpan.MaxValue, long.MaxValue);
        for (var number = 0; number < starts; number++)
        {
            using var server = await ServerProcess.StartAsync(folder, database);
            server.Process.Refresh();
            start = server.StartTime < start ? server.StartTime : start;
            processor = server.Process.TotalProcessorTime < processor ? server.Process.TotalProcessorTime : processor;
            memory = Math.Min(memory, server.Process.WorkingSet64);
        }

        return (start, processor, memory);
    }
}
