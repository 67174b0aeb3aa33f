using System.CommandLine;
using Orchestrator.Bench.OverGrpc;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>soak</c>: a steady load with many activations in flight, and the server's memory each half minute; the most of it,
/// and whether it grows.
/// </summary>
internal static class SoakCommand
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var database = Options.Database();
        var minutes = new Option<double>("--minutes")
        {
            Description = "How long.",
            DefaultValueFactory = _ => 10,
        };
        var inFlight = new Option<int>("--in-flight")
        {
            Description = "Activations at the same time; a fiftieth of them begins, and ends, each second.",
            DefaultValueFactory = _ => 10_000,
        };
        var command = new Command("soak", "Memory under a steady load.") { database, minutes, inFlight };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(database), TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(inFlight)));
        return command;
    }

    private static async Task RunAsync(string? database, TimeSpan time, int inFlight)
    {
        using var folder = new TemporaryFolder();
        using var server = await ServerProcess.StartAsync(folder.Path, database);
        using var soak = await Soak.PrepareAsync(server, inFlight);
        using var stop = new CancellationTokenSource();
        var running = soak.RunAsync(stop.Token);
        var memory = new List<double>();
        AnsiConsole.WriteLine($"On {(database is null ? "SQLite" : "PostgreSQL")}, {inFlight:n0} in flight");
        AnsiConsole.WriteLine("minute   started  finished  in flight  in memory  CPU s   memory MB");
        for (var at = Step; at <= time; at += Step)
        {
            await Task.WhenAny(running, Task.Delay(Step));
            if (running.IsCompleted)
                await running;
            server.Process.Refresh();
            var (finished, flying, held) = await soak.CountAsync();
            memory.Add(server.Process.WorkingSet64 / 1e6);
            AnsiConsole.WriteLine(
                $"{at.TotalMinutes,6:n1} {soak.Started,9:n0} {finished,9:n0} {flying,10:n0} {held,10:n0} "
                + $"{server.Process.TotalProcessorTime.TotalSeconds,6:n0} {memory[^1],11:n0}");
        }

        AnsiConsole.WriteLine($"The most: {server.Process.PeakWorkingSet64 / 1e6:n0} MB. {Growth(memory)}");
        await stop.CancelAsync();
        await running;
    }

    /// <summary>The second half of what comes after the first fifth, by its first half.</summary>
    private static string Growth(List<double> memory)
    {
        var steady = memory.Skip(Math.Max(2, memory.Count / 5)).ToList();
        return steady.Count < 2
            ? ""
            : $"Of the time after it was full, the second half had {steady.Skip(steady.Count / 2).Average() / steady.Take(steady.Count / 2).Average():p0} of the first half's memory.";
    }
}
