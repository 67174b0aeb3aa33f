using System.CommandLine;
using Orchestrator.Bench.OverGrpc;
using Spectre.Console;
using static Orchestrator.Bench.Commands.Printed;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>cluster</c>: what several servers on one PostgreSQL do per second, and how long work stands still when one is
/// killed or stopped, and when the database is restarted.
/// </summary>
internal static class ClusterCommand
{
    private const int Steady = 50;

    public static Command Create()
    {
        var database = new Option<string>("--database")
        {
            Description = "A PostgreSQL connection string, of a database that may be filled.",
            Required = true,
        };
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each row is measured.",
            DefaultValueFactory = _ => 8,
        };
        var warmUp =
            new Option<double>("--warm-up") { Description = "Seconds of load before.", DefaultValueFactory = _ => 8 };
        var inFlight = new Option<int>("--in-flight")
        {
            Description = "Callers at the same time, in all.",
            DefaultValueFactory = _ => 96,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often; medians are printed.",
            DefaultValueFactory = _ => 3,
        };
        var restart = new Option<string?>("--restart")
        {
            Description =
                "A shell command that restarts the database, as a crash would: pg_ctl restart -w -m immediate -D ...",
        };
        var command = new Command(
            "cluster", "Several servers on one database.") { database, seconds, warmUp, inFlight, rounds, restart };
        command.SetAction((parsed, _) => RunAsync(new Settings(
            parsed.GetValue(database)!,
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
            parsed.GetValue(inFlight),
            parsed.GetValue(rounds),
            parsed.GetValue(restart))));
        return command;
    }

    private static async Task RunAsync(Settings settings)
    {
        using var folder = new TemporaryFolder();
        await ThroughputAsync(settings, folder);
        await KillAsync(settings, folder);
        await StopAsync(settings, folder);
        if (settings.Restart is { } restart)
            await RestartAsync(settings, restart, folder);
    }

    private static async Task ThroughputAsync(Settings settings, TemporaryFolder folder)
    {
        var rates = new Dictionary<int, List<double>> { [1] = [], [2] = [], [3] = [] };
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var (count, measured) in rates)
            {
                using var cluster = await ServerCluster.StartAsync(folder, settings.Database, count);
                measured.Add(await cluster.RunAsync(settings.InFlight, settings.WarmUp, settings.Time));
                foreach (var server in cluster.Servers)
                    await ServerCluster.StopAsync(server);
            }
        }

        foreach (var (count, measured) in rates)
            AnsiConsole.WriteLine($"{count} servers: {Number(Median(measured), "n0")} activations per second");
    }

    private static async Task KillAsync(Settings settings, TemporaryFolder folder)
    {
        var (first, all) = (new List<double>(), new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            using var cluster = await ServerCluster.StartAsync(folder, settings.Database, 2);
            using var steady = await SteadyActivations.StartAsync(
                cluster.Servers[0].Address, cluster.Servers[1].Address, Steady);
            await Task.Delay(Random.Shared.Next(3_000, 8_000));
            cluster.Servers[0].Kill();
            var times = await steady.GoOnAsync(DateTime.UtcNow);
            first.Add(times.Min().TotalSeconds);
            all.Add(times.Max().TotalSeconds);
            await steady.HoldAsync();
            await ServerCluster.StopAsync(cluster.Servers[1]);
        }

        AnsiConsole.WriteLine(
            $"kill -9 of one of two: the first of its {Steady} activations goes on elsewhere after {Number(Median(first), "n1")} s, "
            + $"the last after {Number(Median(all), "n1")} s; of a lease of 10 s");
    }

    private static async Task StopAsync(Settings settings, TemporaryFolder folder)
    {
        var (ended, still) = (new List<double>(), new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            using var cluster = await ServerCluster.StartAsync(folder, settings.Database, 2);
            using var steady = await SteadyActivations.StartAsync(
                cluster.Servers[0].Address, cluster.Servers[1].Address, Steady);
            await Task.Delay(Random.Shared.Next(3_000, 8_000));
            var from = DateTime.UtcNow;
            ended.Add((await ServerCluster.StopAsync(cluster.Servers[0])).TotalSeconds);
            still.Add((await steady.StillAsync(from, DateTime.UtcNow)).Max().TotalSeconds);
            await steady.HoldAsync();
            await ServerCluster.StopAsync(cluster.Servers[1]);
        }

        AnsiConsole.WriteLine(
            $"SIGTERM to one of two: it ends after {Number(Median(ended), "n2")} s, and none of its {Steady} "
            + $"activations, which do a step every 0.1 s, stood still for more than {Number(Median(still), "n2")} s");
    }

    private static async Task RestartAsync(Settings settings, string restart, TemporaryFolder folder)
    {
        using var cluster = await ServerCluster.StartAsync(folder, settings.Database, 3);
        var (rate, away, recovered) = await new Outage(cluster.Servers, settings.InFlight, restart).RunAsync();
        AnsiConsole.WriteLine(
            $"the database restarted under three servers, away for {Number(away.TotalSeconds, "n1")} s: 98 % of {Number(rate, "n0")} per second "
            + (recovered is { } after ? $"again {Number(after.TotalSeconds, "n0")} s after its return" : "not again within 45 s of its return"));
    }

    private static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private sealed record Settings(
        string Database, TimeSpan Time, TimeSpan WarmUp, int InFlight, int Rounds, string? Restart);
}
