using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Of all who want to do work that recurs, one does it, and each time is met once.</summary>
public abstract class RecurringRunConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly RecurringState New = new("audit", Noon, "", DateTimeOffset.UnixEpoch, null, "");

    private IRecurringRuns Runs => Process.RecurringRuns!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Runs.RegisterAsync(["audit"], Noon, default);
    }

    [Fact]
    public async Task Work_that_is_new_is_done_up_to_now_and_work_that_is_known_stays_as_it_is()
    {
        await Runs.RegisterAsync(["audit", "a-sweep"], Noon.AddDays(1), default);

        Assert.Equal([New with { Work = "a-sweep", DoneUpTo = Noon.AddDays(1) }, New], await Runs.ReadAsync(default));
    }

    [Fact]
    public async Task Of_several_who_want_it_at_once_one_has_it()
    {
        var taken = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(number => Runs.TakeAsync(Take(New, $"node-{number}"), default)));

        Assert.Single(taken, true);
    }

    [Fact]
    public async Task What_was_done_meanwhile_is_not_done_again_by_who_saw_it_before()
    {
        await Runs.TakeAsync(Take(New, "one"), default);
        await Runs.ReturnAsync("audit", "one", Noon.AddHours(1), "", Noon.AddHours(2), default);

        Assert.False(await Runs.TakeAsync(Take(New, "two"), default));
        Assert.Equal(
            [New with { DoneUpTo = Noon.AddHours(1), Owner = "one", EndTime = Noon.AddHours(2) }],
            await Runs.ReadAsync(default));
    }

    [Fact]
    public async Task What_was_given_back_undone_is_taken_by_the_next_at_once_and_says_why()
    {
        await Runs.TakeAsync(Take(New, "one"), default);
        await Runs.ReturnAsync("audit", "one", null, "the database was away", Noon.AddHours(2), default);

        var seen = (await Runs.ReadAsync(default))[0];
        Assert.Equal(("the database was away", Noon), (seen.Problem, seen.DoneUpTo));
        Assert.True(await Runs.TakeAsync(Take(seen, "two"), default));
    }

    [Fact]
    public async Task Who_is_not_heard_of_loses_it_and_can_neither_keep_it_nor_give_it_back()
    {
        await Runs.TakeAsync(Take(New, "one"), default);
        Assert.True(await Runs.KeepAsync("audit", "one", Noon.AddMinutes(5), default));
        Assert.False(await Runs.TakeAsync(Take(New, "two") with { Now = Noon.AddMinutes(4) }, default));

        Assert.True(await Runs.TakeAsync(
            Take(New, "two") with { Now = Noon.AddMinutes(5), Until = Noon.AddMinutes(6) }, default));

        Assert.False(await Runs.KeepAsync("audit", "one", Noon.AddMinutes(9), default));
        await Runs.ReturnAsync("audit", "one", Noon.AddHours(1), "", Noon.AddHours(1), default);
        Assert.Equal([New with { Owner = "two", Until = Noon.AddMinutes(6) }], await Runs.ReadAsync(default));
    }

    [Fact]
    public async Task How_far_it_was_done_outlives_the_process()
    {
        await Runs.TakeAsync(Take(New, "one"), default);
        await RestartAsync();

        Assert.Equal([New with { Owner = "one", Until = Noon.AddMinutes(1) }], await Runs.ReadAsync(default));
    }

    private static RecurringTake Take(RecurringState seen, string owner) =>
        new(seen, owner, Noon, Noon.AddMinutes(1));
}
