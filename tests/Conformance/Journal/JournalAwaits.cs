using Orchestrator.Core.Sagas;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What activations wait for that others bring.</summary>
public abstract class JournalAwaits(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    [Fact]
    public async Task Who_waits_for_an_event_is_found_by_pages_and_by_its_correlation_id()
    {
        await WrittenAsync(
            Write(1, Awaits(Start(Id(1)), Begins("ready", "c-1"))),
            Write(2, Awaits(Start(Id(2)), Begins("ready", ""), Begins("other", ""))),
            Write(3, Awaits(Start(Id(3)), Begins("Ready", ""))),
            Write(4, Awaits(Start(Id(4)), Begins("ready", "c-1"))));

        Assert.Equal([Id(1), Id(2)], await Journal.FindAwaitingAsync("ready", null, 0, 2, default));
        Assert.Equal([Id(4)], await Journal.FindAwaitingAsync("ready", null, Id(2), 2, default));
        Assert.Equal([Id(1), Id(4)], await Journal.FindAwaitingAsync("ready", "c-1", 0, 9, default));
        Assert.Equal([Id(4)], await Journal.FindAwaitingAsync("ready", "c-1", Id(1), 9, default));
        Assert.Empty(await Journal.FindAwaitingAsync("ready", "c-2", 0, 9, default));
        Assert.Empty(await Journal.FindAwaitingAsync("nobody", null, 0, 9, default));
    }

    [Fact]
    public async Task Who_ends_to_wait_is_found_no_more()
    {
        await WrittenAsync(Write(1, Awaits(Start(Id(1)), Begins("ready", "c-1"), Begins("other", "c-1"))));

        await WrittenAsync(Write(2, Awaits(Step(Id(1), 3), Ends("ready", "c-1"))));

        Assert.Empty(await Journal.FindAwaitingAsync("ready", null, 0, 9, default));
        Assert.Equal([Id(1)], await Journal.FindAwaitingAsync("other", null, 0, 9, default));
    }

    [Fact]
    public async Task Of_several_changes_in_one_write_the_last_one_holds()
    {
        await WrittenAsync(Write(1, Awaits(Start(Id(1)), Begins("ready", "c-1"))));

        await WrittenAsync(Write(
            2,
            Awaits(Step(Id(1), 3), Begins("short", "c-1"), Ends("ready", "c-1"), Begins("ready", "c-2")),
            Awaits(Step(Id(1), 4), Ends("short", "c-1"))));

        Assert.Empty(await Journal.FindAwaitingAsync("short", null, 0, 9, default));
        Assert.Empty(await Journal.FindAwaitingAsync("ready", "c-1", 0, 9, default));
        Assert.Equal([Id(1)], await Journal.FindAwaitingAsync("ready", "c-2", 0, 9, default));
    }

    [Fact]
    public async Task A_start_that_repeats_another_one_waits_for_nothing()
    {
        await WrittenAsync(Write(1, Start(Id(1), Order("r-1"))));

        var results = await WriteAsync(
            Write(2, Awaits(Start(Id(2), Order("r-1")), Begins("ready", ""))),
            Write(3, Awaits(Start(Id(3)), Begins("ready", ""))));

        Assert.Equal([$"2 refused: {Id(2)} repeats {Id(1)}", "3 written"], results);
        Assert.Equal([Id(3)], await Journal.FindAwaitingAsync("ready", null, 0, 9, default));
    }

    [Fact]
    public async Task What_is_written_again_because_its_outcome_was_not_learnt_changes_nothing()
    {
        var begins = Write(1, Awaits(Start(Id(1)), Begins("ready", "")));
        await WrittenAsync(begins);
        await WrittenAsync(Write(2, Awaits(Step(Id(1), 3), Ends("ready", ""))));

        await WrittenAsync(begins);

        Assert.Empty(await Journal.FindAwaitingAsync("ready", null, 0, 9, default));
    }

    [Fact]
    public async Task Every_name_can_be_waited_for()
    {
        const string name = "Ω 'quoted' \"twice\" \u0000 %_\\ 🚀";
        await WrittenAsync(
            Write(1, Awaits(Start(Id(1)), Begins(name, name))), Write(2, Awaits(Start(Id(2)), Begins("", ""))));

        Assert.Equal([Id(1)], await Journal.FindAwaitingAsync(name, name, 0, 9, default));
        Assert.Equal([Id(2)], await Journal.FindAwaitingAsync("", null, 0, 9, default));
    }

    private static Transition Awaits(Transition transition, params AwaitChange[] changes) =>
        transition with { Awaits = changes };

    private static AwaitChange Begins(string name, string correlation) =>
        new(new Awaited.Event(name, correlation), true);

    private static AwaitChange Ends(string name, string correlation) =>
        new(new Awaited.Event(name, correlation), false);
}
