using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.OverGrpc;
using Orchestrator.Bench.Reference;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>stored</c>: what lists, reads, new activations and a server's start cost with few and with many activations stored;
/// and what new ones notice of an analysis of all that are.
/// </summary>
internal static class StoredCommand
{
    private const int Versions = 10;
    private const int InFlight = 16;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    public static Command Create()
    {
        var database = Options.Database();
        var stored = new Option<int[]>("--activations")
        {
            Description = "Activations in the database, from few to many.",
            DefaultValueFactory = _ => [1_000, 1_000_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var starts = new Option<int>("--starts")
        {
            Description = "Starts of the server, of which the fastest counts.",
            DefaultValueFactory = _ => 3,
        };
        var command = new Command("stored", "What reading, starting and new activations cost, by what is stored.")
        {
            database, stored, starts,
        };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(database), parsed.GetValue(stored)!, parsed.GetValue(starts)));
        return command;
    }

    private static async Task RunAsync(string? database, int[] stored, int starts)
    {
        using var folder = new TemporaryFolder();
        await using (var empty = await StoredActivations.OpenAsync(folder.Path, database))
            await empty.PublishAsync(Versions);

        var figures = new List<IReadOnlyList<(string What, double Median, double Least)>>();
        var there = 0;
        foreach (var count in stored)
        {
            await using (var filled = await StoredActivations.OpenAsync(folder.Path, database))
                await filled.AddAsync(there, count);
            await Statistics.CollectAsync(database);
            there = count;
            figures.Add(await MeasureAsync(folder.Path, database, count, starts));
        }

        AnsiConsole.WriteLine(
            $"With activations stored on {(database is null ? "SQLite" : "PostgreSQL")}: ms where nothing else is said, the median "
            + "and the least; then the least as a share of the first column's");
        var table = Printed.Table(["", .. stored.SelectMany(count => new[] { $"{count:n0}", "least", "" })]);
        for (var row = 0; row < figures[0].Count; row++)
        {
            table.AddRow([
                figures[0][row].What,
                .. figures.SelectMany(column => new[]
                {
                    Printed.Number(column[row].Median, "n2"),
                    Printed.Number(column[row].Least, "n2"),
                    Printed.Number(column[row].Least / figures[0][row].Least, "p0"),
                })]);
        }

        Printed.Write(table);
    }

    private static async Task<IReadOnlyList<(string What, double Median, double Least)>> MeasureAsync(
        string folder, string? database, int stored, int starts)
    {
        var (begun, idle) = (new List<double>(), new List<double>());
        for (var number = 1; number < starts; number++)
        {
            using var server = await ServerProcess.StartAsync(folder, database);
            begun.Add(server.StartTime.TotalSeconds);
            idle.Add(Memory(server));
        }

        using var last = await ServerProcess.StartAsync(folder, database);
        begun.Add(last.StartTime.TotalSeconds);
        idle.Add(Memory(last));
        using var channel = GrpcChannel.ForAddress(last.Address);
        var reads = await new StoredReads(channel, stored).MeasureAsync();

        using var load = await GrpcLoad.PublishAsync(last.Address, SagaDefinitions.Saga3);
        var alone = await load.RunAsync(last.Process, InFlight, WarmUp, Measured);
        var asked = Task.Run(() => AskAsync(channel, Measured));
        var beside = await load.RunAsync(last.Process, InFlight, TimeSpan.Zero, Measured);
        var analysis = await asked;
        return
        [
            .. reads,
            Row("a new activation of three steps", alone.Median.TotalMilliseconds),
            Row("... one in a hundred is slower than", alone.Slowest1Percent.TotalMilliseconds),
            Row("... processor time, us", alone.Processor.TotalMicroseconds),
            Row("... beside analyses of what is stored", beside.Median.TotalMilliseconds),
            Row("... one in a hundred is slower than", beside.Slowest1Percent.TotalMilliseconds),
            Row("such an analysis, s", analysis.TotalSeconds),
            Row("start of the server, s", begun),
            Row("its memory, idle, MB", idle),
            Row("... after all that, MB", Memory(last)),
        ];
    }

    /// <summary>Asks again and again for that long; how long one took.</summary>
    private static async Task<TimeSpan> AskAsync(GrpcChannel channel, TimeSpan time)
    {
        var client = new AnalysisService.AnalysisServiceClient(channel);
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var asked = 1; ; asked++)
        {
            await client.AnalyzeDurationsAsync(new AnalyzeDurationsRequest
            {
                Scope = new AnalysisScope
                {
                    StartTime = Timestamp.FromDateTimeOffset(StoredActivations.Begin),
                    EndTime = Timestamp.FromDateTimeOffset(StoredActivations.Begin.AddDays(365)),
                },
            });
            if (System.Diagnostics.Stopwatch.GetElapsedTime(begun) >= time)
                return System.Diagnostics.Stopwatch.GetElapsedTime(begun) / asked;
        }
    }

    private static double Memory(ServerProcess server)
    {
        server.Process.Refresh();
        return server.Process.WorkingSet64 / 1e6;
    }

    private static (string What, double Median, double Least) Row(string what, double figure) => (what, figure, figure);

    private static (string What, double Median, double Least) Row(string what, List<double> figures) =>
        (what, figures.Order().ElementAt(figures.Count / 2), figures.Min());
}
