using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;
using Orchestrator.Tests.Conformance.Journal;

namespace Orchestrator.Tests.Conformance.Auditing;

/// <summary>Audits go on where they were left, and findings live as they should.</summary>
public abstract class AuditStoreConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);

    private IAuditStore Store => Process.Audits!;

    [Fact]
    public async Task A_request_is_one_audit_and_one_audit_is_open_at_a_time()
    {
        var first = Assert.IsType<AuditStart.Started>(await StartAsync("r-1"));

        Assert.Equal(first.Run.Number, Assert.IsType<AuditStart.Started>(await StartAsync("r-1")).Run.Number);
        Assert.IsType<AuditStart.RequestIdReused>(
            await Store.StartAsync(new NewAudit("r-1", "other", [], "ann", "why", Noon), default));
        Assert.Equal(first.Run.Number, Assert.IsType<AuditStart.Busy>(await StartAsync("r-2")).Other.Number);

        await Store.ClaimAsync("a", Noon, Noon.AddMinutes(1), default);
        Assert.True(await Store.FinishAsync(Claim(1, "a"), Noon, default));
        Assert.Equal(2, Assert.IsType<AuditStart.Started>(await StartAsync("r-2")).Run.Number);
        Assert.Equal([2L, 1L], (await Store.ListAsync(null, 10, default)).Select(static run => run.Number));
        Assert.Equal([1L], (await Store.ListAsync(2, 10, default)).Select(static run => run.Number));
    }

    [Fact]
    public async Task OneProcess_has_an_audit_and_another_takes_it_when_nothing_is_heard_of_it()
    {
        await StartAsync("r-1");

        Assert.Equal(1, (await Store.ClaimAsync("a", Noon, Noon.AddMinutes(1), default))!.Number);
        Assert.Null(await Store.ClaimAsync("b", Noon, Noon.AddMinutes(1), default));
        Assert.True(await Store.KeepAsync(Claim(1, "a"), new AuditPart("net", AuditState.Running), default));
        Assert.Equal(1, (await Store.ClaimAsync("b", Noon.AddHours(1), Noon.AddHours(2), default))!.Number);

        Assert.False(await Store.KeepAsync(Claim(1, "a"), new AuditPart("net", AuditState.Complete), default));
        Assert.False(await Store.SeeAsync(Claim(1, "a"), [Orphan("x")], Noon, default));
        Assert.Null(await Store.CompleteAsync(Claim(1, "a"), new AuditPart("net", AuditState.Running), Noon, default));
        Assert.False(await Store.FinishAsync(Claim(1, "a"), Noon, default));
        Assert.Null(await Store.FindFindingAsync(Orphan("x").Id, Noon, default));
        Assert.Equal(AuditState.Running, Assert.Single((await Store.FindAsync(1, default))!.Parts).State);
    }

    [Fact]
    public async Task What_a_complete_audit_does_not_see_any_more_is_resolved_and_opens_again_when_it_comes_back()
    {
        await AuditAsync(1, Orphan("x"), Orphan("y"));
        await AuditAsync(2, Orphan("y"));

        Assert.Equal((FindingState.Resolved, FindingState.Open), (await StateAsync("x"), await StateAsync("y")));

        await AuditAsync(3, Orphan("x"), Orphan("y"));
        Assert.Equal(FindingState.Open, await StateAsync("x"));
        Assert.Equal(
            [FindingEventKind.Opened, FindingEventKind.Resolved, FindingEventKind.Reopened],
            (await Store.ReadEventsAsync(Orphan("x").Id, default)).Select(static one => one.Kind));
        Assert.Equal(
            [FindingEventKind.Opened],
            (await Store.ReadEventsAsync(Orphan("y").Id, default)).Select(static one => one.Kind));
    }

    [Fact]
    public async Task An_adapter_that_was_not_audited_closes_none_of_its_findings_nor_does_what_was_left_open()
    {
        await AuditAsync(1, Orphan("x"), Orphan("y"));

        await BeginAsync(2);
        await Store.KeepAsync(Claim(2, "a"), new AuditPart("net", AuditState.Incomplete), default);
        await Store.FinishAsync(Claim(2, "a"), Noon, default);
        Assert.Equal((FindingState.Open, AuditState.Incomplete), (await StateAsync("x"), (await Store.FindAsync(2, default))!.State));

        await BeginAsync(3);
        await Store.LeaveAsync(Claim(3, "a"), [Orphan("x").Id, Orphan("z").Id], default);
        await Store.CompleteAsync(Claim(3, "a"), new AuditPart("net", AuditState.Running), Noon, default);
        await Store.FinishAsync(Claim(3, "a"), Noon, default);
        Assert.Equal((FindingState.Open, FindingState.Resolved), (await StateAsync("x"), await StateAsync("y")));
        Assert.Null(await Store.FindFindingAsync(Orphan("z").Id, Noon, default));
        Assert.Equal(AuditState.Complete, (await Store.FindAsync(3, default))!.State);
    }

    [Fact]
    public async Task What_is_accepted_is_open_again_when_its_end_date_passes()
    {
        await AuditAsync(1, Orphan("x"));

        Assert.Equal(FindingDecisionOutcome.Decided, await AcceptAsync("r-1"));
        Assert.Equal(FindingDecisionOutcome.Repeated, await AcceptAsync("r-1"));
        Assert.Equal(FindingDecisionOutcome.RequestIdReused, await AcceptAsync("r-1", hash: "other"));
        await AuditAsync(2, Orphan("x"));
        Assert.Equal(FindingState.Accepted, await StateAsync("x"));
        Assert.Empty(await Store.CountOpenAsync(Noon, default));

        Assert.Equal(FindingState.Open, await StateAsync("x", Noon.AddDays(31)));
        Assert.Equal(1, (await Store.CountOpenAsync(Noon.AddDays(31), default))[FindingKind.OrphanResource]);
        await AuditAsync(3, Noon.AddDays(31), Orphan("x"));
        var events = await Store.ReadEventsAsync(Orphan("x").Id, default);
        Assert.Equal(
            [FindingEventKind.Opened, FindingEventKind.Accepted, FindingEventKind.Reopened],
            events.Select(static one => one.Kind));
        Assert.Equal(("ann", "known", "T-1", Noon.AddDays(30)), (events[1].Actor, events[1].Reason, events[1].Ticket, events[1].Until));
    }

    [Fact]
    public async Task A_fix_that_did_not_help_opens_its_finding_again()
    {
        await AuditAsync(1, Orphan("x"), Orphan("y"));
        foreach (var id in new[] { "x", "y" })
        {
            var what = new FindingEvent(FindingEventKind.FixStarted, Noon, "ann", "clean up", "", null, 7);
            Assert.Equal(
                FindingDecisionOutcome.Decided,
                await Store.DecideAsync(new NewFindingDecision(Orphan(id).Id, what, "r-" + id, "h"), default));
        }

        Assert.Equal(7, (await Store.FindDecisionAsync("ann", "r-x", default))!.Activation);
        Assert.Equal((FindingState.FixStarted, 7L), ((await FindAsync("x")).State, (await FindAsync("x")).Fix));
        await AuditAsync(2, Orphan("y"));

        Assert.Equal((FindingState.Resolved, FindingState.Open), (await StateAsync("x"), await StateAsync("y")));
        Assert.Equal(
            FindingDecisionOutcome.AlreadyResolved,
            await Store.DecideAsync(
                new NewFindingDecision(
                    Orphan("x").Id, new FindingEvent(FindingEventKind.Accepted, Noon, "ann", "why", "", Noon, 0), "r-3", "h"),
                default));
        Assert.Equal(
            FindingDecisionOutcome.NotFound,
            await Store.DecideAsync(
                new NewFindingDecision(
                    "none", new FindingEvent(FindingEventKind.Accepted, Noon, "ann", "why", "", Noon, 0), "r-4", "h"),
                default));
    }

    [Fact]
    public async Task What_costs_most_comes_first_and_pages_go_on_where_they_ended()
    {
        Finding[] all = [.. Enumerable.Range(0, 7).Select(number => Orphan($"r{number}") with
        {
            Money = number % 3 == 0 ? null : new FindingMoney(number, "EUR", "P1M", number % 3 * 12m),
            Customer = number < 4 ? "ann" : "bob",
        })];
        await AuditAsync(1, all);
        var expected = all.OrderByDescending(static one => one.Money?.PerYear ?? 0)
            .ThenBy(static one => one.Id, StringComparer.Ordinal).Select(static one => one.Id).ToArray();

        var first = await Store.ListFindingsAsync(new FindingQuery(4), Noon, default);
        var last = first[^1];
        var rest = await Store.ListFindingsAsync(
            new FindingQuery(4) { After = ((long)((last.Finding.Money?.PerYear ?? 0) * 100), last.Id) }, Noon, default);

        Assert.Equal(expected, first.Concat(rest).Select(static one => one.Id));
        Assert.Equal(4, (await Store.ListFindingsAsync(new FindingQuery(9) { Customer = "ann" }, Noon, default)).Count);
        Assert.Empty(await Store.ListFindingsAsync(new FindingQuery(9) { Kinds = [FindingKind.Drift] }, Noon, default));
        Assert.Empty(await Store.ListFindingsAsync(
            new FindingQuery(9) { States = [FindingState.Resolved] }, Noon, default));
    }

    [Fact]
    public async Task A_finding_is_kept_with_all_that_it_says()
    {
        var finding = Orphan("port\0 7") with
        {
            Customer = "ann",
            Money = new FindingMoney(29.90m, "EUR", "P1M", 358.80m),
            Evidence = [new Evidence(EvidenceSide.Ledger, "none \U0001F600", new Dictionary<string, string> { ["a"] = "b" })],
        };

        await AuditAsync(1, finding);

        var kept = (await Store.FindFindingAsync(finding.Id, Noon, default))!;
        Assert.Equal((finding.Money, finding.Customer, Noon, 1L), (kept.Finding.Money, kept.Finding.Customer, kept.FirstSeen, kept.Audit));
        Assert.Equal("none \U0001F600", Assert.Single(kept.Finding.Evidence).Text);
        Assert.Equal("b", kept.Finding.Evidence[0].Facts["a"]);
    }

    private static Finding Orphan(string id) =>
        new(FindingKind.OrphanResource, "net", "net", "port", id, "") { Summary = $"Port {id} is nobody's." };

    private static AuditClaim Claim(long audit, string owner) => new(audit, owner, Noon.AddMinutes(1));

    private Task<AuditStart> StartAsync(string request) =>
        Store.StartAsync(new NewAudit(request, "hash", [], "ann", "why", Noon), default);

    private async Task BeginAsync(long number)
    {
        await StartAsync($"audit-{number}");
        Assert.Equal(number, (await Store.ClaimAsync("a", Noon.AddHours(1), Noon.AddHours(2), default))!.Number);
    }

    private Task AuditAsync(long number, params Finding[] findings) => AuditAsync(number, Noon, findings);

    private async Task AuditAsync(long number, DateTimeOffset now, params Finding[] findings)
    {
        await BeginAsync(number);
        Assert.True(await Store.SeeAsync(Claim(number, "a"), findings, now, default));
        Assert.NotNull(await Store.CompleteAsync(
            Claim(number, "a"), new AuditPart("net", AuditState.Running) { StartTime = now }, now, default));
        Assert.True(await Store.FinishAsync(Claim(number, "a"), now, default));
    }

    private Task<FindingDecisionOutcome> AcceptAsync(string request, string hash = "h") => Store.DecideAsync(
        new NewFindingDecision(
            Orphan("x").Id,
            new FindingEvent(FindingEventKind.Accepted, Noon, "ann", "known", "T-1", Noon.AddDays(30), 0),
            request,
            hash),
        default);

    private async Task<KeptFinding> FindAsync(string id) =>
        (await Store.FindFindingAsync(Orphan(id).Id, Noon, default))!;

    private async Task<FindingState> StateAsync(string id, DateTimeOffset? now = null) =>
        (await Store.FindFindingAsync(Orphan(id).Id, now ?? Noon, default))!.State;
}

public sealed class SqliteAuditStore() : AuditStoreConformance(SqliteHost.New);

public sealed class PostgresAuditStore() : AuditStoreConformance(PostgresHost.New);
