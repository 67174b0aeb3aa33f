using Orchestrator.Adapters;
using Xunit;

namespace Orchestrator.TestKit;

/// <content>What became of a call that went wrong on its way can be told.</content>
public abstract partial class AdapterConformance
{
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
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(call));
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
}
