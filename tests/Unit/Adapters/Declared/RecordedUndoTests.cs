using Orchestrator.Adapters;
using Orchestrator.Adapters.Declared.Recorded;

namespace Orchestrator.Tests.Unit.Adapters.Declared;

public sealed class RecordedUndoTests : RecordedCallsBench
{
    [Fact]
    public async Task Undoing_what_was_never_called_succeeds_and_the_call_can_never_be_made_any_more()
    {
        Assert.Equal(Nothing, Show(await ExecuteAsync(Undo)));

        Assert.IsType<ReadAnswer.Done>(await ReadAsync(Undo));
        Assert.Equal(
            new Answer.Permanent("CALL_UNDONE", "This call of 'put' was undone. Make a new one."),
            await ExecuteAsync(Put));
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(Put));
        Assert.Empty(Shelf.Things);
    }

    [Fact]
    public async Task Undoing_twice_with_the_same_key_undoes_once_and_gives_one_answer_in_every_process()
    {
        await ExecuteAsync(Put);

        var first = Show(await ExecuteAsync(Undo));
        Shelf.Things.Add("book"); // Somebody else's.
        Calls = Restarted();
        var second = Show(await ExecuteAsync(Undo with { Attempt = 2 }));

        Assert.Equal(first, second);
        Assert.Equal(["book"], Shelf.Things);
        Assert.Equal(1, Shelf.Restored);
    }

    [Fact]
    public async Task Undoing_again_with_another_key_succeeds_and_leaves_what_is_there()
    {
        await ExecuteAsync(Put);
        var first = Show(await ExecuteAsync(Undo));
        Shelf.Things.Add("book");

        Assert.Equal(Nothing, Show(await ExecuteAsync(Undo with { IdempotencyKey = "a/1/undo-2" })));
        Assert.Equal(first, Show(await ExecuteAsync(Undo)));
        Assert.Equal(["book"], Shelf.Things);
    }

    [Fact]
    public async Task Undoing_leaves_what_was_there_before_the_call()
    {
        Shelf.Things.Add("book");
        await ExecuteAsync(Put);

        await ExecuteAsync(Undo);

        Assert.Equal(["book", "book"], Shelf.Things);
    }

    [Fact]
    public async Task An_undo_whose_answer_was_lost_may_be_made_again()
    {
        await ExecuteAsync(Put);
        Shelf.OnTheWayBack = () => throw new IOException("the line is cut");
        Assert.Equal(new Answer.Unknown("'take' broke off: the line is cut"), await ExecuteAsync(Undo));
        Shelf.OnTheWayBack = () => Task.CompletedTask;

        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(Undo));
        var again = Show(await ExecuteAsync(Undo));
        var read = Assert.IsType<ReadAnswer.Done>(await ReadAsync(Undo));

        Assert.Equal(again, Show(new Answer.Succeeded(read.Output) { Resources = read.Resources }));
        Assert.Empty(Shelf.Things);
    }

    [Fact]
    public async Task An_undo_waits_for_the_call_that_it_undoes()
    {
        var gate = new TaskCompletionSource();
        Shelf.OnTheWayThere = _ => gate.Task;
        var put = ExecuteAsync(Put);
        Shelf.OnTheWayThere = _ => Task.CompletedTask;
        var undo = ExecuteAsync(Undo);
        Assert.False(undo.IsCompleted);

        gate.SetResult();

        Assert.IsType<Answer.Succeeded>(await put);
        Assert.IsType<Answer.Succeeded>(await undo);
        Assert.Empty(Shelf.Things);
    }

    [Fact]
    public async Task Undoing_what_failed_restores_nothing()
    {
        Shelf.Instead = new Answer.Permanent("SHELF_BROKEN", "The shelf is broken.");
        await ExecuteAsync(Put);

        Assert.Equal(Nothing, Show(await ExecuteAsync(Undo)));
        Assert.Equal(0, Shelf.Restored);
    }

    [Fact]
    public async Task What_an_operation_was_declared_to_be_undone_by_counts_after_the_declaration_has_changed()
    {
        await ExecuteAsync(Put);
        Calls = new RecordedCalls(
            new Dictionary<string, IRecordedOperation> { ["put"] = Shelf }, new Dictionary<string, string>(), Records, Time);

        Assert.IsType<Answer.Succeeded>(await ExecuteAsync(Undo));
        Assert.Empty(Shelf.Things);
    }

    [Fact]
    public async Task A_call_whose_operation_is_declared_no_longer_is_not_guessed_about()
    {
        Shelf.OnTheWayBack = () => throw new IOException("the line is cut");
        await ExecuteAsync(Put);
        Time.Advance(TimeSpan.FromMinutes(1));
        Calls = new RecordedCalls(
            new Dictionary<string, IRecordedOperation>(), new Dictionary<string, string>(), Records, Time);

        const string Why = "The call was of 'put', and there is no such operation any more. Declare it again.";
        Assert.Equal(new ReadAnswer.StillUnknown(Why), await ReadAsync(Put));
        Assert.Equal(new Answer.Permanent("UNKNOWN_OPERATION", Why), await ExecuteAsync(Undo));
        Assert.Equal(["book"], Shelf.Things);
    }

    /// <summary>The process ends before or after each thing that is kept, and another one goes on.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Whenever_the_process_ends_the_call_is_made_once_and_can_be_undone(int put, bool isKept)
    {
        (Records.MishapAtPut, Records.IsKeptBeforeTheMishap) = (put, isKept);
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(Put));
        Calls = Restarted();
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(put == 2, await ReadAsync(Put) is ReadAnswer.Done);
        Assert.IsType<Answer.Succeeded>(await ExecuteAsync(Put));
        Assert.Equal(["book"], Shelf.Things);

        Assert.IsType<Answer.Succeeded>(await ExecuteAsync(Undo));
        Assert.Empty(Shelf.Things);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task Whenever_the_process_ends_undoing_at_once_leaves_nothing(int put, bool isKept)
    {
        (Records.MishapAtPut, Records.IsKeptBeforeTheMishap) = (put, isKept);
        await ExecuteAsync(Put);
        if (put == 3)
            Assert.IsType<Answer.Unknown>(await ExecuteAsync(Undo));
        Calls = Restarted();
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<Answer.Succeeded>(await ExecuteAsync(Undo));

        Assert.Empty(Shelf.Things);
        Assert.IsType<Answer.Permanent>(await ExecuteAsync(Put));
    }
}
