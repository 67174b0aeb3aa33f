using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What was made of follow-ups is kept once, and how often teardowns were tried.</summary>
public abstract class FollowUpConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly MadeFollowUp Renewal = new("s-1", "renewal", Noon)
    {
        Time = Noon.AddMinutes(3),
        Customer = "C-1",
        Event = "term-ends-soon \U0001F600",
        Activation = 4711,
        Outcome = FollowUpOutcome.Published,
    };

    private IFollowUps FollowUps => Process.FollowUps!;

    private ITeardownAttempts Retries => Process.TeardownAttempts!;

    [Fact]
    public async Task A_follow_up_is_kept_once_for_each_time_and_the_first_stays()
    {
        await FollowUps.KeepAsync(Renewal, default);
        await FollowUps.KeepAsync(Renewal with { Outcome = FollowUpOutcome.Refused, Note = "later" }, default);
        await FollowUps.KeepAsync(Renewal with { Due = Noon.AddYears(1) }, default);
        await FollowUps.KeepAsync(Renewal with { Service = "s-2" }, default);

        Assert.Equal(
            [Renewal, Renewal with { Due = Noon.AddYears(1) }],
            (await FollowUps.FindAsync(["s-1", "s-9"], default)).OrderBy(one => one.Due));
        Assert.Empty(await FollowUps.FindAsync([], default));
    }

    [Fact]
    public async Task A_customers_follow_ups_are_listed_by_when_they_were_made_page_by_page()
    {
        MadeFollowUp[] made =
        [
            Renewal, Renewal with { Service = "s-2" }, Renewal with { Service = "s-3", Time = Noon },
            Renewal with { Service = "s-4", Customer = "C-2" },
        ];
        foreach (var one in made)
            await FollowUps.KeepAsync(one, default);

        var first = await FollowUps.ListAsync(new RecordQuery("C-1", 2), default);
        var next = await FollowUps.ListAsync(
            new RecordQuery("C-1", 2) { After = new RecordPosition(first[^1].Time, first[^1].Id) }, default);

        Assert.Equal([made[1], made[0]], first);
        Assert.Equal([made[2]], next);
        Assert.Equal(
            [made[2], made[0], made[1]],
            await FollowUps.ListAsync(new RecordQuery("C-1", 9) { OldestFirst = true }, default));
        Assert.Equal([made[1]], await FollowUps.ListAsync(new RecordQuery("C-1", 9) { Service = "s-2" }, default));
    }

    [Fact]
    public async Task How_often_a_teardown_was_tried_is_kept_until_it_is_forgotten()
    {
        var first = new TeardownTries("s-1", 0, Noon, "");
        var second = new TeardownTries("s-1", 1, Noon.AddMinutes(10), "the service is busy");
        await Retries.KeepAsync(first, default);
        await Retries.KeepAsync(first with { Service = "s-2" }, default);
        await Retries.KeepAsync(second, default);
        Assert.Equal([second, first with { Service = "s-2" }], await Retries.ListAsync(default));

        await Retries.ForgetAsync("s-2", default);

        Assert.Equal([second], await Retries.ListAsync(default));
    }
}
