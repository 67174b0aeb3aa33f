using System.Globalization;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using Xunit.Abstractions;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// The server is killed again and again while times fall due and events are published: each time and each acknowledged
/// event starts its workflow once. ORCHESTRATOR_CRASH_KILLS says how often, ORCHESTRATOR_SEED repeats the moments.
/// </summary>
public sealed class TriggerCrashTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly int Kills = Setting("ORCHESTRATOR_CRASH_KILLS") ?? 3;
    private static readonly int Seed = Setting("ORCHESTRATOR_SEED") ?? Random.Shared.Next();

    [Fact]
    public async Task Killed_again_and_again_on_SQLite_each_time_and_each_event_starts_its_workflow_once()
    {
        await using var site = new ServerSite();

        await KillAgainAndAgainAsync(site);
    }

    [Fact]
    public async Task Killed_again_and_again_on_PostgreSQL_each_time_and_each_event_starts_its_workflow_once()
    {
        var postgres = await PostgresServer.SharedAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var site = new ServerSite(database))
            await KillAgainAndAgainAsync(site);

        await postgres.DropDatabaseAsync(database);
    }

    private async Task KillAgainAndAgainAsync(ServerSite site)
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        await site.StartAsync();
        var triggers = new Triggers(site);
        await triggers.PublishAsync(Kills);

        using var ringing = new Ringing(site);
        for (var killed = 0; killed < Kills; killed++)
        {
            await ringing.ProgressAsync();
            await Task.Delay(random.Next(1_500));
            await site.Server.KillAsync();
            await site.StartAsync();
            await triggers.TickAgainAsync();
        }

        var rung = await ringing.StopAsync();
        await triggers.AllOnceStartedAsync();
        Assert.Equal(0, await site.Server.StopAsync());
        await site.With("Triggers", "false").StartAsync(); // Nothing more is started while what was is looked at.
        var listed = await triggers.ListAsync();
        Assert.Equal(0, await site.Server.StopAsync());
        var starts = await TriggerStart.ReadAsync(site);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"killed {Kills}, rung {rung.Count}, sent again {ringing.Resent}, started {starts.Count}"));
        Assert.Equal(rung, starts.Where(start => start.Is("ring")).Select(start => start.Number).Order());
        Assert.Equal(
            triggers.Once.Order(), starts.Where(start => start.Is("once")).Select(start => start.Workflow).Order());
        OnceEach(starts, "tick", due => due);
        OnceEach(starts, "chime", due => new DateTimeOffset(
            due.Year, due.Month, due.Day, due.Hour, due.Minute, 0, TimeSpan.Zero));
        Assert.Equal(starts.Count, listed.Count);
        Assert.All(listed, one => Assert.Contains("/triggers/", one.Requester, StringComparison.Ordinal));
    }

    /// <summary>
    /// No time twice, and none that the trigger does not have: they are whole intervals from one of them.
    /// </summary>
    private static void OnceEach(
        IReadOnlyList<TriggerStart> starts, string kind, Func<DateTimeOffset, DateTimeOffset> origin)
    {
        var due = starts.Where(start => start.Is(kind)).Select(start => start.Due).Order().ToList();

        Assert.True(due.Count >= Kills, $"Only {due.Count} starts of '{kind}': nothing was tried.");
        Assert.Equal(due.Distinct(), due);
        Assert.All(due, time => Assert.Equal(0, (time - origin(due[0])).Ticks % Interval.Ticks));
    }

    private static int? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : null;
}
