using Orchestrator.Adapters;
using Xunit;

namespace Orchestrator.TestKit;

/// <content>One key, one effect; no effect without saying so; no refusal without a code.</content>
public abstract partial class AdapterConformance
{
    [Fact]
    public async Task It_changes_the_world_if_and_only_if_it_says_that_it_has_an_effect()
    {
        var before = await Trial.WorldAsync();

        await SucceedAsync(NewCall());

        Assert.Equal(Description.HasEffect, before != await Trial.WorldAsync());
    }

    [Fact]
    public async Task The_same_key_twice_has_one_effect_and_one_answer()
    {
        var call = NewCall();
        var first = await SucceedAsync(call);
        var world = await Trial.WorldAsync();

        var second = await SucceedAsync(call with { Attempt = 2 });

        Assert.Equal(Show(first), Show(second));
        Assert.Equal(world, await Trial.WorldAsync());
    }

    [Fact]
    public async Task What_it_tells_of_a_call_that_nobody_answered_is_what_a_success_says()
    {
        var call = NewCall();
        var unanswered = Adapter.ResourcesOf(call, null);

        var answer = await SucceedAsync(call);

        var said = Named(answer.Resources);
        Assert.Subset(said, Named(unanswered ?? []));
        Assert.Subset(said, Named(Adapter.ResourcesOf(call, answer.Output) ?? []));
    }

    private static HashSet<(string, string, bool)> Named(IEnumerable<ResourceChange> changes) =>
        [.. changes.Select(static one => (one.Resource.Kind, one.Resource.ExternalId, one.Released))];

    [Fact]
    public async Task The_same_key_many_times_at_once_has_one_effect_and_one_answer()
    {
        var call = NewCall();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ExecuteAsync(call))));

        var world = await Trial.WorldAsync();
        var once = Show(await SucceedAsync(call));
        Assert.All(answers, answer => Assert.Equal(once, Show(answer)));
        Assert.Equal(world, await Trial.WorldAsync());
    }

    [Fact]
    public async Task Different_keys_at_once_all_have_their_effect()
    {
        var calls = new[] { NewCall(0), NewCall(1), NewCall(2) };

        await Task.WhenAll(calls.Select(call => Task.Run(() => SucceedAsync(call))));

        var reads = await Task.WhenAll(calls.Select(ReadAsync));
        Assert.All(reads, read => Assert.IsType<ReadAnswer.Done>(read));
    }

    [Fact]
    public async Task What_it_refuses_has_a_code_and_a_message_and_no_effect()
    {
        var world = await Trial.WorldAsync();
        Assert.NotEmpty(Refused);

        foreach (var (code, input) in Refused)
        {
            var call = NewCall() with { Input = Parse(input) };
            var answer = Assert.IsType<Answer.Permanent>(await ExecuteAsync(call));

            Assert.Equal(code, answer.Code);
            Assert.Matches("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", answer.Code);
            Assert.Matches("[.]$", answer.Message);
            Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(call));
        }

        Assert.Equal(world, await Trial.WorldAsync());
    }

    [Fact]
    public async Task What_was_refused_can_be_called_again_with_the_same_key_and_a_better_input()
    {
        var call = NewCall() with { Input = Parse(Refused.First().Input) };
        Assert.IsType<Answer.Permanent>(await ExecuteAsync(call));

        await SucceedAsync(call with { Input = Parse(Input(0)) });
    }
}
