using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Writes that are sent again, holes, and owners that are none any more.</summary>
public abstract class JournalRepetition(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    [Fact]
    public async Task A_batch_whose_outcome_was_not_learnt_may_be_sent_again()
    {
        await WrittenAsync(Write(1, Start(Id(1), "s-1")), Write(2, Queued(Id(2), "s-1")), Write(3, Start(Id(3))));
        var batch = new[]
        {
            Write(4, Completed(Id(1), 3), Entry(Id(2), 3, ActivationState.Running, "s-1", Wake.Now)),
            Write(5, Start(Id(4), Order("r-4"))),
            Write(6, Step(Id(3), 3), Step(Id(3), 4)),
        };
        await WrittenAsync(batch);

        await WrittenAsync(batch);

        Assert.Equal([2L, 3L], await SequencesAsync(Id(1)));
        Assert.Equal([2L, 3L], await SequencesAsync(Id(2)));
        Assert.Equal([2L, 3L, 4L], await SequencesAsync(Id(3)));
        Assert.Equal([2L], await SequencesAsync(Id(4)));
    }

    [Fact]
    public async Task What_is_new_beside_a_repetition_is_written()
    {
        await WrittenAsync(Write(1, Start(Id(1))), Write(2, Start(Id(2))));
        await WrittenAsync(Write(3, Step(Id(1), 3)));

        await WrittenAsync(
            Write(1, Start(Id(1))), Write(3, Step(Id(1), 3)), Write(4, Step(Id(2), 3)), Write(5, Start(Id(5))));

        Assert.Equal([2L, 3L], await SequencesAsync(Id(1)));
        Assert.Equal([2L, 3L], await SequencesAsync(Id(2)));
        Assert.Equal([2L], await SequencesAsync(Id(5)));
    }

    [Fact]
    public async Task A_repetition_changes_nothing_that_others_have_changed_since()
    {
        var active = new ServiceEntry("s-1", "customer-1", "broadband", ServiceState.Active, Id(1));
        var terminating = active with { State = ServiceState.Terminating, Activation = Id(2) };
        var end = Write(2, Completed(Id(1), 3) with { Service = active });
        await WrittenAsync(Write(1, Start(Id(1), "s-1")));
        await WrittenAsync(end);
        await WrittenAsync(Write(3, Start(Id(2), "s-1") with { Service = terminating }));

        await WrittenAsync(end);

        Assert.Equal(terminating, await Journal.FindServiceAsync("s-1", default));
        Assert.Equal([$"4 refused: {Id(3)} because of {Id(2)}"], await WriteAsync(Write(4, Start(Id(3), "s-1"))));
    }

    [Fact]
    public async Task Events_that_do_not_follow_the_last_one_are_refused_and_nothing_of_the_batch_is_written()
    {
        await WrittenAsync(Write(1, Start(Id(1))));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => WriteAsync(Write(2, Start(Id(2))), Write(3, Step(Id(1), 4))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(Write(4, Step(Id(3), 3))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(Write(5, Step(Id(1), 3), Step(Id(1), 5))));

        Assert.Equal([2L], await SequencesAsync(Id(1)));
        Assert.Equal([Id(1)], await ListAsync(new(9)));
    }

    [Fact]
    public async Task An_activation_without_what_was_asked_for_is_refused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(
            Write(1, new Transition(Id(1), 1, Noon, [new ActivationStarted()]))));

    [Fact]
    public async Task Who_has_not_taken_the_shards_writes_nothing()
    {
        await using var other = await Host.StartAsync();

        await Assert.ThrowsAsync<OwnershipLostException>(
            () => other.Journal.WriteAsync([Write(1, Start(Id(1)))], default));

        Assert.Empty(await ListAsync(new(9)));
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        var service = new ServiceEntry("s-1", "customer-1", "broadband", ServiceState.Active, Id(1));
        await WrittenAsync(Write(1, Start(Id(1), "s-1") with { Service = service }), Write(2, Start(Id(2))));
        await WrittenAsync(Write(3, Step(Id(1), 3)), Write(4, Completed(Id(2), 3)));

        await RestartAsync();

        var history = await ReadAsync(Id(1));
        Assert.Equal((Wake.Now, service), (history!.Wake, history.Service));
        Assert.Equal([2L, 3L], history.Transitions.Select(transition => transition.Sequence));
        Assert.Equal([Id(1)], await Journal.FindAwakeAsync(Noon, true, 0, 9, default));
        await WrittenAsync(Write(5, Step(Id(1), 4)));
        Assert.Equal([$"6 refused: {Id(3)} because of {Id(1)}"], await WriteAsync(Write(6, Start(Id(3), "s-1"))));
    }
}
