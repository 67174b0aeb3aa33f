using Orchestrator.Adapters;

namespace Orchestrator.Tests.Unit.Adapters.Declared;

public sealed class RecordedCallsTests : RecordedCallsBench
{
    [Fact]
    public async Task The_same_key_has_one_effect_and_one_answer_in_every_process()
    {
        var first = Show(await ExecuteAsync(Put));
        var second = Show(await ExecuteAsync(Put with { Attempt = 2 }));
        Calls = Restarted();
        var third = Show(await ExecuteAsync(Put with { Attempt = 3 }));

        Assert.Equal([first, first], [second, third]);
        Assert.Equal(["book"], Shelf.Things);
        Assert.Equal(1, Shelf.Applied);
    }

    [Fact]
    public async Task Many_calls_at_once_with_the_same_key_have_one_effect()
    {
        Shelf.OnTheWayThere = async _ => await Task.Yield();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => ExecuteAsync(Put))));

        Assert.Single(answers.Select(Show).Distinct());
        Assert.Equal(["book"], Shelf.Things);
    }

    [Fact]
    public async Task Another_key_does_not_wait_for_one_that_hangs()
    {
        using var timeout = new CancellationTokenSource();
        Shelf.OnTheWayThere = cancellation => Task.Delay(Timeout.Infinite, cancellation);
        var hanging = Calls.ExecuteAsync(Put, timeout.Token);
        Shelf.OnTheWayThere = _ => Task.CompletedTask;

        Assert.IsType<Answer.Succeeded>(await ExecuteAsync(Put with { IdempotencyKey = "a/2/do" }));
        Assert.False(hanging.IsCompleted);

        await timeout.CancelAsync();
        Assert.Equal(new Answer.Unknown("'put' was given up before it ended."), await hanging);
        Assert.Equal(["book"], Shelf.Things);
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_and_read_back_as_done_and_not_made_again()
    {
        Shelf.OnTheWayBack = () => throw new IOException("the line is cut");
        Assert.Equal(new Answer.Unknown("'put' broke off: the line is cut"), await ExecuteAsync(Put));

        var read = Assert.IsType<ReadAnswer.Done>(await ReadAsync(Put));
        var again = Show(await ExecuteAsync(Put));

        Assert.Equal(Show(new Answer.Succeeded(read.Output) { Resources = read.Resources }), again);
        Assert.Equal(["book"], Shelf.Things);
    }

    [Fact]
    public async Task A_lost_call_is_unknown_and_read_back_as_not_done_and_made_when_it_is_called_again()
    {
        Shelf.OnTheWayThere = _ => throw new IOException("the line is cut");
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(Put));

        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(Put));
        Assert.Empty(Shelf.Things);

        Shelf.OnTheWayThere = _ => Task.CompletedTask;
        Assert.IsType<Answer.Succeeded>(await ExecuteAsync(Put));
        Assert.Equal(["book"], Shelf.Things);
    }

    [Fact]
    public async Task What_another_process_began_is_not_called_undone_before_it_must_have_ended()
    {
        Shelf.OnTheWayThere = _ => throw new IOException("the process ends");
        await ExecuteAsync(Put with { Timeout = TimeSpan.FromSeconds(5) });
        Shelf.OnTheWayThere = _ => Task.CompletedTask;
        Calls = Restarted();

        var read = await ReadAsync(Put);
        var again = await ExecuteAsync(Put);
        var undo = await ExecuteAsync(Undo);

        const string Why = "Nothing is there yet, and until 2026-01-01 00:00:05Z the call may still be under way.";
        Assert.Equal(new ReadAnswer.StillUnknown(Why), read);
        Assert.Equal(new Answer.Unknown(Why), again);
        Assert.Equal(
            new Answer.Retryable(
                "CALL_UNDER_WAY",
                "'put' may still be under way until 2026-01-01 00:00:05Z, and is undone after that.",
                TimeSpan.FromSeconds(5)),
            undo);
        Assert.Empty(Shelf.Things);

        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(Put));
        Assert.Equal(Nothing, Show(await ExecuteAsync(Undo)));
    }

    [Fact]
    public async Task What_is_refused_or_failed_is_not_done_and_the_same_key_may_be_called_again()
    {
        var refused = await ExecuteAsync(Put with { Input = Parse("""{ "thing": "nothing" }""") });
        Shelf.Instead = new Answer.Retryable("SHELF_FULL", "The shelf is full.", TimeSpan.FromSeconds(1));
        var failed = await ExecuteAsync(Put);
        var read = await ReadAsync(Put);
        Shelf.Instead = null;
        var made = await ExecuteAsync(Put);

        Assert.Equal(new Answer.Permanent("NOT_A_THING", "Nothing cannot be put."), refused);
        Assert.Equal(new Answer.Retryable("SHELF_FULL", "The shelf is full.", TimeSpan.FromSeconds(1)), failed);
        Assert.IsType<ReadAnswer.NotDone>(read);
        Assert.IsType<Answer.Succeeded>(made);
        Assert.Equal(["book"], Shelf.Things);
    }

    [Fact]
    public async Task An_operation_that_is_not_there_is_refused()
    {
        var answer = await ExecuteAsync(Put with { Operation = "burn" });

        Assert.Equal(new Answer.Permanent("UNKNOWN_OPERATION", "There is no operation 'burn' here."), answer);
    }

    [Fact]
    public async Task A_call_that_was_given_up_before_it_began_is_unknown_and_has_no_effect()
    {
        var answer = await Calls.ExecuteAsync(Put, new CancellationToken(canceled: true));

        Assert.Equal(new Answer.Unknown("'put' was given up before it ended."), answer);
        Assert.Equal(0, Shelf.Applied);
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(Put));
    }

    [Fact]
    public async Task While_the_records_are_away_nothing_is_changed_and_nothing_is_told()
    {
        Records.AreAway = true;

        Assert.Equal(new Answer.Unknown("'put' broke off: the database is away"), await ExecuteAsync(Put));
        Assert.Equal(
            new ReadAnswer.StillUnknown("What became of 'put' cannot be told: the database is away"),
            await ReadAsync(Put));
        Assert.Equal(new Answer.Unknown("'take' broke off: the database is away"), await ExecuteAsync(Undo));
        Assert.Equal((0, 0), (Shelf.Applied, Shelf.Restored));
    }

    [Fact]
    public async Task A_preview_says_what_would_change_and_then_that_it_is_done()
    {
        var nothing = Put with { Input = Parse("""{ "thing": "nothing" }""") };
        Assert.Equal("+ thing book", await Calls.PreviewAsync(Put, CancellationToken.None));
        Assert.Equal("changes nothing", await Calls.PreviewAsync(Undo, CancellationToken.None));
        Assert.Equal(
            "would be refused with NOT_A_THING: Nothing cannot be put.",
            await Calls.PreviewAsync(nothing, CancellationToken.None));
        await ExecuteAsync(Put);

        Assert.Equal(
            "changes nothing: this call is done already", await Calls.PreviewAsync(Put, CancellationToken.None));
        Assert.Equal("- thing book", await Calls.PreviewAsync(Undo, CancellationToken.None));
        Assert.Equal(["book"], Shelf.Things);
    }
}
