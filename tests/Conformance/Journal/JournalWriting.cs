using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Writing and reading back.</summary>
public abstract class JournalWriting(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    [Fact]
    public async Task What_was_written_is_read_back_as_it_was()
    {
        var start = Start(Id(1));
        var step = Step(Id(1), 3) with { Time = Noon.AddTicks(10) };

        await WrittenAsync(Write(1, start));
        await WrittenAsync(Write(2, step));

        var history = await ReadAsync(Id(1));
        Assert.Equal((Id(1), Wake.Now, null), (history!.Activation, history.Wake, history.Service));
        Assert.Equal(
            [(Id(1), 2L, ActivationId.Time(Id(1))), (Id(1), 3L, Noon.AddTicks(10))],
            history.Transitions.Select(transition => (transition.Activation, transition.Sequence, transition.Time)));
        Assert.Equal(
            EventJson.ToBytes([.. start.Events, .. step.Events]),
            EventJson.ToBytes([.. history.Transitions.SelectMany(transition => transition.Events)]));
    }

    [Fact]
    public async Task Results_come_in_the_order_of_the_writes()
    {
        var results = await WriteAsync(Write(30, Start(Id(3))), Write(10, Start(Id(1))), Write(20, Start(Id(2))));

        Assert.Equal(["30 written", "10 written", "20 written"], results);
    }

    [Fact]
    public async Task An_empty_batch_writes_nothing() => Assert.Empty(await WriteAsync());

    [Fact]
    public async Task Histories_come_in_the_order_asked_for_and_unknown_ones_are_left_out()
    {
        await WrittenAsync(Write(1, Start(Id(1))), Write(2, Start(Id(2))), Write(3, Start(Id(3))));

        var histories = await Journal.ReadAsync([Id(3), Id(99), Id(1)], 0, default);

        Assert.Equal([Id(3), Id(1)], histories.Select(history => history.Activation));
        Assert.Empty(await Journal.ReadAsync([], 0, default));
    }

    [Fact]
    public async Task A_history_can_be_read_from_after_an_event_on()
    {
        await WrittenAsync(Write(1, Start(Id(1))));
        await WrittenAsync(Write(2, Step(Id(1), 3)));
        await WrittenAsync(Write(3, Step(Id(1), 4)));

        Assert.Equal(
            [3L, 4L], (await ReadAsync(Id(1), after: 2))!.Transitions.Select(transition => transition.Sequence));
        Assert.Empty((await ReadAsync(Id(1), after: 4))!.Transitions);
    }

    [Fact]
    public async Task One_write_may_hold_several_transitions_of_an_activation_and_the_last_entry_holds()
    {
        await WrittenAsync(Write(
            1,
            Start(Id(1), "s-1"),
            Entry(Id(1), 3, ActivationState.Fallout, "s-1"),
            Step(Id(1), 4),
            Completed(Id(1), 5)));

        Assert.Equal([2L, 3L, 4L, 5L], await SequencesAsync(Id(1)));
        Assert.Equal([Id(1)], await ListAsync(new(9) { States = [ActivationState.Completed] }));
        await WrittenAsync(Write(2, Start(Id(2), "s-1")));
    }

    [Fact]
    public async Task An_activation_may_finish_in_its_first_transition()
    {
        var start = Start(Id(1));

        await WrittenAsync(Write(
            1, start with { Entry = start.Entry! with { State = ActivationState.Completed, Wake = Wake.Never } }));

        Assert.Equal([Id(1)], await ListAsync(new(9) { States = [ActivationState.Completed] }));
        Assert.Equal(Wake.Never, (await ReadAsync(Id(1)))!.Wake);
    }

    [Fact]
    public async Task A_finished_activation_may_be_opened_again()
    {
        await WrittenAsync(Write(1, Start(Id(1), "s-1")));
        await WrittenAsync(Write(2, Completed(Id(1), 3)));

        await WrittenAsync(Write(3, Entry(Id(1), 4, ActivationState.RollingBack, "s-1", Wake.Now)));

        Assert.Equal([Id(1)], await ListAsync(new(9) { States = [ActivationState.RollingBack] }));
        Assert.Empty(await ListAsync(new(9) { States = [ActivationState.Completed] }));
        Assert.Equal(["4 refused: " + Id(2) + " because of " + Id(1)], await WriteAsync(Write(4, Start(Id(2), "s-1"))));
    }

    [Fact]
    public async Task Events_of_a_megabyte_and_histories_of_a_thousand_transitions_come_back()
    {
        var large = new LineWritten("log", new string('ö', 1_000_000));
        await WrittenAsync(Write(1, Start(Id(1))));
        await WrittenAsync(Write(2, Step(Id(1), 3) with { Events = [large] }));

        await WrittenAsync(Write(3, [.. Enumerable.Range(4, 1000).Select(sequence => Step(Id(1), sequence))]));

        var history = (await ReadAsync(Id(1)))!.Transitions;
        Assert.Equal(
            Enumerable.Range(2, 1002).Select(sequence => (long)sequence),
            history.Select(transition => transition.Sequence));
        Assert.Equal([large], history[1].Events);
    }

    [Fact]
    public async Task Any_text_is_kept_in_events_and_found_by_filters()
    {
        const string Text = "Zoë 线 🚀 \u0000 \ud83d ' \" \\ % _ \n";
        var order = Order("r\u0000" + Text, caller: Text) with
        {
            Customer = Text,
            Product = Text,
            OrderReference = Text,
            Service = Text,
            Input = Value.Object((Text, Text)),
            Labels = Labels((Text, Text)),
        };
        var start = Start(Id(1), order) with
        {
            Service = new ServiceEntry(Text, Text, Text, ServiceState.Reserved, Id(1)) { Input = order.Input },
        };

        await WrittenAsync(Write(1, start));

        var kept = (await ReadAsync(Id(1)))!.Transitions.Single().Events;
        Assert.Equal(EventJson.ToBytes(EventJson.Read(EventJson.ToBytes(start.Events))), EventJson.ToBytes(kept));
        Assert.Equal([Id(1)], await ListAsync(
            new(9) { Customer = Text, Product = Text, OrderReference = Text, Service = Text, Labels = order.Labels }));
        Assert.Equal(Id(1), (await Journal.FindRequestAsync(Text, "r\u0000" + Text, default))!.Activation);
        Assert.Null(await Journal.FindRequestAsync(Text, "r" + Text, default));
        Assert.Equal(ServiceState.Reserved, (await Journal.FindServiceAsync(Text, default))!.State);
    }

    [Fact]
    public async Task New_ids_are_above_all_that_were_given()
    {
        Assert.Empty(await Journal.ReadLastIdsAsync(default));
        long[] given = [Id(1, shard: 5), Id(2, shard: 63), Id(3, shard: 0), Id(3, shard: 5) + 7];
        await WrittenAsync([.. given.Select((id, number) => Write(number, Start(id)))]);

        var lastIds = await Journal.ReadLastIdsAsync(default);

        Assert.All(given, id => Assert.True(lastIds[ActivationId.Shard(id)] >= id));
        Assert.All(lastIds, last => Assert.Equal(last.Key, ActivationId.Shard(last.Value)));
        Assert.All(
            lastIds, last => Assert.Equal(last.Key, ActivationId.Shard(ActivationId.Next(last.Value, Noon, last.Key))));
    }

    [Fact]
    public async Task It_answers_a_ping() => await Journal.PingAsync(default);
}
