using System.Globalization;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;
using Xunit.Abstractions;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// The process, or its database, is killed again and again under load, and everything goes on by itself.
/// ORCHESTRATOR_CRASH_KILLS says how often, ORCHESTRATOR_SEED repeats the moments as far as a machine can.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly int? Kills = Setting("ORCHESTRATOR_CRASH_KILLS");
    private static readonly int Seed = Setting("ORCHESTRATOR_SEED") ?? Random.Shared.Next();

    [Fact]
    public async Task Killed_again_and_again_on_SQLite_nothing_acknowledged_is_lost_and_no_effect_is_doubled()
    {
        await using var site = new ServerSite();

        await KillAgainAndAgainAsync(site, new Victim.Server(site), Kills ?? 3);
    }

    [Fact]
    public async Task Killed_again_and_again_on_PostgreSQL_nothing_acknowledged_is_lost_and_no_effect_is_doubled()
    {
        var postgres = await PostgresServer.SharedAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var site = new ServerSite(database))
            await KillAgainAndAgainAsync(site, new Victim.Server(site), Kills ?? 2);

        await postgres.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task PostgreSQL_killed_again_and_again_nothing_acknowledged_is_lost_and_no_effect_is_doubled()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var site = new ServerSite(await postgres.CreateDatabaseAsync());

        await KillAgainAndAgainAsync(site, new Victim.Database(postgres, site), Kills ?? 2);
    }

    private async Task KillAgainAndAgainAsync(ServerSite site, Victim victim, int kills)
    {
        output.WriteLine($"seed {Seed}");
        site.With("Sandbox__LatencyMinMs", "2").With("Sandbox__LatencyMaxMs", "30");
        await site.StartAsync();
        await site.PublishAsync("line", "bundle", "mailboxes", "visit", "suite");

        var ledger = new Ledger();
        using var load = new Load([site], ledger, Seed);
        var killer = new Killer(victim, ledger, new Random(Seed));
        await killer.RunAsync(kills, load);
        await load.StopAsync();
        var verdict = await new Witness([site], site.Sandbox, ledger).JudgeAsync();

        output.WriteLine($"killed {killer.Killed}, {verdict.Story(ledger)}");
        verdict.Assert();
        Assert.Equal(kills, killer.Killed);
        Assert.True(ledger.Resent > 0, "No kill met a call: nothing was tried.");
        Assert.Equal(0, await site.Server.StopAsync());
    }

    internal static int? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : null;
}
