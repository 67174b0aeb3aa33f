using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class NullAdapterTests
{
    private readonly NullAdapter _adapter = new();

    [Theory]
    [InlineData("noop", false, null)]
    [InlineData("do", true, "undo")]
    [InlineData("undo", true, "do")]
    [InlineData("fail", true, "undo")]
    public void It_says_what_counts_as_an_effect_and_what_undoes_it(string operation, bool hasEffect, string? inverse)
    {
        var description = _adapter.Description.Find(operation)!;

        Assert.Equal((hasEffect, inverse), (description.HasEffect, description.Inverse));
    }

    [Theory]
    [InlineData("noop")]
    [InlineData("do")]
    [InlineData("undo")]
    public async Task It_answers_at_once(string operation)
    {
        var answer = _adapter.ExecuteAsync(TemporarySandbox.Call(operation, "{}", "a/do"), CancellationToken.None);

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.IsType<Answer.Succeeded>(await answer);
    }

    [Theory]
    [InlineData("fail", "ASKED_TO_FAIL")]
    [InlineData("nothing", "UNKNOWN_OPERATION")]
    public async Task It_fails_for_good_where_it_is_asked_to_or_has_no_such_operation(string operation, string code)
    {
        var call = TemporarySandbox.Call(operation, "{}", "a/do");

        var answer = await _adapter.ExecuteAsync(call, CancellationToken.None);

        Assert.Equal(code, Assert.IsType<Answer.Permanent>(answer).Code);
    }
}
