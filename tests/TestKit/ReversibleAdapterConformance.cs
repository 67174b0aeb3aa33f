using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters;
using Xunit;

namespace Orchestrator.TestKit;

/// <summary>What is asked, beside the rest, of every operation that has an inverse.</summary>
public abstract class ReversibleAdapterConformance(AdapterTrial trial) : AdapterConformance(trial)
{
    /// <summary>What undoing restores: the whole world, but where undoing adds to history, as a refund does.</summary>
    protected virtual Task<string> RestorableAsync() => Trial.WorldAsync();

    [Fact]
    public async Task Undoing_what_was_done_restores_the_world()
    {
        var before = await RestorableAsync();
        var call = NewCall();
        var done = await SucceedAsync(call);
        Assert.NotEqual(before, await RestorableAsync());

        await SucceedAsync(Undo(call, Overlay(call.Input, done.Output)));

        Assert.Equal(before, await RestorableAsync());
    }

    [Fact]
    public async Task Undoing_what_only_its_key_is_known_of_restores_the_world()
    {
        var before = await RestorableAsync();
        var call = NewCall();
        await SucceedAsync(call);

        await SucceedAsync(Undo(call, Parse("{}")));

        Assert.Equal(before, await RestorableAsync());
    }

    [Fact]
    public async Task Undoing_a_call_whose_answer_was_lost_restores_the_world()
    {
        var before = await RestorableAsync();
        var call = Trial.Arrange(Mishap.LostAnswer, NewCall());
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(call));

        await SucceedAsync(Undo(call, call.Input));

        Assert.Equal(before, await RestorableAsync());
    }

    [Fact]
    public async Task Undoing_a_call_that_was_lost_succeeds_and_changes_nothing()
    {
        var before = await Trial.WorldAsync();
        var call = Trial.Arrange(Mishap.LostCall, NewCall());
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(call));

        await SucceedAsync(Undo(call, call.Input));

        Assert.Equal(before, await Trial.WorldAsync());
    }

    [Fact]
    public async Task Undoing_what_was_never_called_succeeds_and_changes_nothing()
    {
        var before = await Trial.WorldAsync();

        await SucceedAsync(Undo(NewCall(0), Parse(Input(0))));
        await SucceedAsync(Undo(NewCall(1), Parse("{}")));

        Assert.Equal(before, await Trial.WorldAsync());
    }

    [Fact]
    public async Task Undoing_what_was_refused_succeeds_and_changes_nothing()
    {
        var before = await Trial.WorldAsync();
        var call = NewCall() with { Input = Parse(Refused.Last().Input) };
        Assert.IsType<Answer.Permanent>(await ExecuteAsync(call));

        await SucceedAsync(Undo(call, call.Input));

        Assert.Equal(before, await Trial.WorldAsync());
    }

    [Fact]
    public async Task Undoing_many_times_at_once_with_the_same_key_undoes_once()
    {
        var before = await RestorableAsync();
        var call = NewCall();
        await SucceedAsync(call);
        var undo = Undo(call, call.Input);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SucceedAsync(undo))));

        Assert.Single(answers.Select(Show).Distinct());
        Assert.Equal(before, await RestorableAsync());
    }

    [Fact]
    public async Task Undoing_again_with_another_key_succeeds_and_changes_nothing_more()
    {
        var call = NewCall();
        await SucceedAsync(call);
        await SucceedAsync(Undo(call, call.Input));
        var world = await Trial.WorldAsync();

        await SucceedAsync(Undo(call, call.Input) with { IdempotencyKey = NewKey() });

        Assert.Equal(world, await Trial.WorldAsync());
    }

    [Fact]
    public async Task Undoing_one_leaves_what_another_call_did()
    {
        var (mine, other) = (NewCall(0), NewCall(1));
        await SucceedAsync(other);
        var before = await RestorableAsync();
        await SucceedAsync(mine);

        await SucceedAsync(Undo(mine, mine.Input));

        Assert.Equal(before, await RestorableAsync());
    }

    [Fact]
    public async Task What_doing_made_undoing_releases_and_the_other_way_round()
    {
        var call = NewCall();
        var done = await SucceedAsync(call);

        var undone = await SucceedAsync(Undo(call, call.Input));

        Assert.Equal(
            done.Resources.Select(change => Name(change.Resource)).Order(),
            undone.Resources.Select(change => Name(change.Resource)).Order());
        Assert.DoesNotContain(
            done.Resources.Where(change => change.Released),
            gone => undone.Resources.Any(change => Name(change.Resource) == Name(gone.Resource) && change.Released));
    }

    [Fact]
    public async Task The_list_is_after_undoing_as_it_was_before_doing()
    {
        var before = await ListAsync();
        var call = NewCall();
        await SucceedAsync(call);

        await SucceedAsync(Undo(call, call.Input));

        Assert.Equal(before.Order(), (await ListAsync()).Order());
    }

    [Fact]
    public async Task A_preview_of_undoing_says_what_would_change_and_changes_nothing()
    {
        var call = NewCall();
        await SucceedAsync(call);
        var world = await Trial.WorldAsync();

        var preview = await PreviewAsync(Undo(call, call.Input));

        Assert.Matches("^[-+~] ", preview);
        Assert.Equal(world, await Trial.WorldAsync());
    }

    [Fact]
    public async Task What_the_inverse_is_given_fits_its_schema()
    {
        var inverse = await SchemaAsync(Adapter.Description.Find(Description.Inverse!)!.InputSchema);
        var call = NewCall();
        var done = await SucceedAsync(call);

        Assert.Empty(inverse.Validate(Overlay(call.Input, done.Output).GetRawText()));
    }

    private AdapterCall Undo(AdapterCall call, JsonElement input) =>
        new(Description.Inverse!, input, call.IdempotencyKey.Replace("/do", "/undo", StringComparison.Ordinal))
        {
            Undoes = call.IdempotencyKey,
        };

    private static JsonElement Overlay(JsonElement input, JsonElement? output)
    {
        var overlay = JsonNode.Parse(input.GetRawText())!.AsObject();
        foreach (var field in output?.EnumerateObject() ?? default)
        {
            overlay[field.Name] = JsonNode.Parse(field.Value.GetRawText());
        }

        return Parse(overlay.ToJsonString());
    }
}
