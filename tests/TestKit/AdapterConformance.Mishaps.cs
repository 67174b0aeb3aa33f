using Orchestrator.Adapters;
using Xunit;

namespace Orchestrator.TestKit;

/// <content>What became of a call that went wrong on its way can be told.</content>
public abstract partial class AdapterConformance
{
    /// <summary>
    /// False where the system keeps nothing that could be looked at, as one does that sends mails: what became of a
    /// lost call stays unknown then, and it is never made again.
    /// </summary>
    protected virtual bool TellsWhatBecameOfLostCalls => true;

    [Fact]
    public async Task Read_back_what_was_done_is_done_with_the_answer_that_was_given()
    {
        var call = NewCall();
        var answer = await SucceedAsync(call);

        var read = await ReadAsync(call);

        var done = Assert.IsType<ReadAnswer.Done>(read);
        Assert.Equal(Show(answer), Show(new Answer.Succeeded(done.Output) { Resources = done.Resources }));
    }

    [Fact]
    public async Task Read_back_what_was_never_called_is_not_done()
    {
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(NewCall()));
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_and_is_read_back_as_done_and_calling_again_does_nothing_more()
    {
        var call = Trial.Arrange(Mishap.LostAnswer, NewCall());
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(call));
        var world = await Trial.WorldAsync();
        if (!TellsWhatBecameOfLostCalls)
        {
            await StaysUnknownAsync(call, world);
            return;
        }

        var read = await ReadAsync(call);
        var again = await SucceedAsync(call with { Attempt = 2 });

        var done = Assert.IsType<ReadAnswer.Done>(read);
        Assert.Equal(Show(again), Show(new Answer.Succeeded(done.Output) { Resources = done.Resources }));
        Assert.Equal(world, await Trial.WorldAsync());
    }

    [Fact]
    public async Task A_lost_call_is_unknown_and_is_read_back_as_not_done_and_can_be_called_again()
    {
        var world = await Trial.WorldAsync();
        var call = Trial.Arrange(Mishap.LostCall, NewCall());
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(call));
        if (!TellsWhatBecameOfLostCalls)
        {
            await StaysUnknownAsync(call, world);
            return;
        }

        var read = await ReadAsync(call);
        Assert.IsType<ReadAnswer.NotDone>(read);
        Assert.Equal(world, await Trial.WorldAsync());

        await SucceedAsync(call with { Attempt = 2 });
    }

    [Fact]
    public async Task A_call_that_gets_no_answer_is_unknown_once_it_is_given_up_and_what_is_read_back_is_true()
    {
        using var timeout = new CancellationTokenSource();
        var call = Trial.Arrange(Mishap.Hang, NewCall(0));
        var world = await Trial.WorldAsync();
        var hanging = Adapter.ExecuteAsync(call, timeout.Token);
        var neighbour = await ReadAsync(NewCall(1));
        Assert.False(hanging.IsCompleted);

        await timeout.CancelAsync();

        Assert.IsType<Answer.Unknown>(await hanging);
        Assert.IsType<ReadAnswer.NotDone>(neighbour);
        var read = await ReadAsync(call);
        Assert.True(read is ReadAnswer.NotDone || (read is ReadAnswer.StillUnknown && !TellsWhatBecameOfLostCalls));
        Assert.Equal(world, await Trial.WorldAsync());
    }

    [Fact]
    public async Task A_call_that_was_given_up_before_it_began_is_unknown_and_has_no_effect()
    {
        var world = await Trial.WorldAsync();
        var call = NewCall();

        var answer = await Adapter.ExecuteAsync(call, new CancellationToken(canceled: true));

        Assert.IsType<Answer.Unknown>(answer);
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(call));
        Assert.Equal(world, await Trial.WorldAsync());
    }

    private async Task StaysUnknownAsync(AdapterCall call, string world)
    {
        Assert.IsType<ReadAnswer.StillUnknown>(await ReadAsync(call));
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(call with { Attempt = 2 }));
        Assert.Equal(world, await Trial.WorldAsync());
    }
}
