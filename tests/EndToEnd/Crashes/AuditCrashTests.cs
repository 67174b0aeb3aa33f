using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using Xunit.Abstractions;
using State = Orchestrator.V1.Audit.Types.State;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// The server is killed while it audits, and while fixes are started: nothing is lost, nothing is told twice, and nothing
/// is done twice. ORCHESTRATOR_SEED repeats the mismatches.
/// </summary>
public sealed class AuditCrashTests(ITestOutputHelper output)
{
    private const int Fixes = 6;
    private static readonly int Seed = CrashTests.Setting("ORCHESTRATOR_SEED") ?? Random.Shared.Next();
    private static readonly Decision Because = new() { Reason = "a test" };

    [Fact]
    public async Task An_audit_whose_server_is_killed_on_SQLite_finds_each_mismatch_once_and_fixes_none_twice()
    {
        await using var site = Site();

        await KilledAmidAsync(site);
    }

    [Fact]
    public async Task An_audit_whose_server_is_killed_on_PostgreSQL_finds_each_mismatch_once_and_fixes_none_twice()
    {
        var postgres = await PostgresServer.SharedAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var site = Site(database))
            await KilledAmidAsync(site);

        await postgres.DropDatabaseAsync(database);
    }

    /// <summary>
    /// Others leave the audit of a server that was killed alone for three leases. Each page of a list takes a while, so
    /// that there is an audit to be killed in, however fast the machine is.
    /// </summary>
    private static ServerSite Site(string? database = null) => new ServerSite(database)
        .With("LeaseSeconds", "3")
        .With("Sandbox__LatencyMinMs", "500");

    private async Task KilledAmidAsync(ServerSite site)
    {
        output.WriteLine($"seed {Seed}");
        using var leaky = new LeakyServices(site);
        var expected = await leaky.SeedAsync(Seed);
        await site.StartAsync();

        var request = new StartAuditRequest { RequestId = "audit", Decision = Because };
        var audit = (await site.Audits.StartAuditAsync(request)).Name;
        var before = await leaky.FindsMoreThanAsync(0, audit);
        await site.Server.KillAsync();
        await site.StartAsync();
        await leaky.FindsMoreThanAsync(before, audit);
        await site.Server.KillAsync();
        await site.StartAsync();
        var ended = await leaky.EndAsync(audit);

        var found = await leaky.FoundAsync();
        var shown = await Task.WhenAll(found.Select(one => leaky.ShowAsync(one.Name)));
        Assert.Equal(State.Complete, ended.State);
        Assert.Equal(expected.Order(), found.Select(LeakyServices.NameOf).Order());
        Assert.Equal(expected.Count, ended.Parts.Sum(static part => part.Found));
        Assert.Equal(0, ended.Parts.Sum(static part => part.Unsettled));
        Assert.All(shown, static one => Assert.Equal(
            FindingEvent.Types.Type.Opened, Assert.Single(one.Events).Type));
        Assert.Equal(audit, (await site.Audits.StartAuditAsync(request)).Name);

        var orphans = found.Where(static one =>
            one is { Kind: Finding.Types.Kind.OrphanResource, Adapter: "adapters/mail", Service: "" }).Take(Fixes).ToList();
        Assert.Equal(Fixes, orphans.Count);
        await FixAsync(site, leaky, orphans, expected);
    }

    private static async Task FixAsync(
        ServerSite site, LeakyServices leaky, List<Finding> orphans, IReadOnlySet<string> expected)
    {
        var fixing = orphans.ConvertAll(one => Lost.SendUntilAnsweredAsync(() => site.Audits.StartFixAsync(
            new StartFixRequest { Name = one.Name, RequestId = $"fix {one.Name}", Decision = Because }).ResponseAsync));
        await Task.WhenAny(fixing);
        await site.Server.KillAsync();
        await site.StartAsync();
        var fixes = await Task.WhenAll(fixing);
        var ends = await Task.WhenAll(fixes.Select(fix => site.WatchAsync(fix.Activation.Name)));
        var audit = (await site.Audits.StartAuditAsync(
            new StartAuditRequest { RequestId = "again", Decision = Because })).Name;
        await leaky.EndAsync(audit);

        Assert.All(ends, static events => Assert.Equal(Activation.Types.State.Completed, events[^1].State));
        var deleted = SandboxRecord.Read(site.Sandbox).Where(static call => call.Operation == "delete-mailbox").ToList();
        Assert.Equal(Fixes, deleted.Count);
        Assert.All(deleted, static call => Assert.Equal(1, call.Applied));
        var fixedOnes = await Task.WhenAll(orphans.Select(one => leaky.ShowAsync(one.Name)));
        Assert.All(fixedOnes, static one => Assert.Equal(
            [FindingEvent.Types.Type.Opened, FindingEvent.Types.Type.FixStarted, FindingEvent.Types.Type.Resolved],
            one.Events.Select(static happened => happened.Type)));
        Assert.Equal(
            expected.Except(orphans.Select(LeakyServices.NameOf)).Order(),
            (await leaky.FoundAsync()).Select(LeakyServices.NameOf).Order());
    }
}
