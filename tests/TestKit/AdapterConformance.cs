using System.Text.Json;
using NJsonSchema;
using Orchestrator.Adapters;
using Xunit;

namespace Orchestrator.TestKit;

/// <summary>
/// What is asked of every operation of every adapter. A test class for an operation derives from this, or from
/// <see cref="ReversibleAdapterConformance"/> where it has an inverse, and says what works and what is refused.
/// </summary>
public abstract class AdapterConformance(AdapterTrial trial) : IAsyncLifetime
{
    private int keys;

    /// <summary>The operation on trial.</summary>
    protected abstract string Operation { get; }

    /// <summary>The calls that must have been made before any input works.</summary>
    protected virtual IEnumerable<(string Operation, string Input)> Before => [];

    /// <summary>Inputs that are refused for good, and the codes they are refused with.</summary>
    protected abstract IEnumerable<(string Code, string Input)> Refused { get; }

    protected AdapterTrial Trial => trial;

    protected IAdapter Adapter => trial.Adapter;

    protected OperationDescription Description =>
        Adapter.Description.Find(Operation) ?? throw new InvalidOperationException($"There is no operation {Operation}.");

    /// <summary>A JSON object that works; those with different numbers work beside each other.</summary>
    protected abstract string Input(int number);

    public async Task InitializeAsync()
    {
        foreach (var (operation, input) in Before)
        {
            var answer = await ExecuteAsync(new AdapterCall(operation, Parse(input), NewKey()));
            Assert.True(answer is Answer.Succeeded, $"{operation} {input} was answered {Show(answer)}");
        }
    }

    public async Task DisposeAsync() => await trial.DisposeAsync();

    [Fact]
    public void It_describes_itself_fully()
    {
        var names = Adapter.Description.Operations.Select(operation => operation.Name).ToList();

        Assert.Matches("^[a-z][a-z0-9-]*$", Adapter.Description.Name);
        Assert.Matches("^[a-z][a-z0-9-]*$", Description.Name);
        Assert.Single(names, Operation);
        Assert.Matches("^[A-Z].*[.]$", Description.Summary);
        Assert.True(Description.CanRead && Description.CanPreview);
        Assert.True(Description.Inverse is null || (Description.HasEffect && names.Contains(Description.Inverse)));
    }

    [Fact]
    public async Task Its_schemas_describe_every_field()
    {
        var schemas = new[] { await SchemaAsync(Description.InputSchema), await SchemaAsync(Description.OutputSchema) };

        Assert.All(schemas, schema => Assert.Equal(JsonObjectType.Object, schema.Type));
        Assert.All(
            schemas.SelectMany(schema => schema.Properties),
            field => Assert.False(string.IsNullOrWhiteSpace(field.Value.Description), $"{field.Key} has no description"));
    }

    [Fact]
    public async Task What_it_takes_and_gives_fits_its_schemas()
    {
        var call = NewCall();

        var output = (await SucceedAsync(call)).Output;

        Assert.Empty((await SchemaAsync(Description.InputSchema)).Validate(call.Input.GetRawText()));
        Assert.Empty((await SchemaAsync(Description.OutputSchema)).Validate(output?.GetRawText() ?? "{}"));
    }

    [Fact]
    public async Task It_changes_the_world_if_and_only_if_it_says_that_it_has_an_effect()
    {
        var before = await trial.WorldAsync();

        await SucceedAsync(NewCall());

        Assert.Equal(Description.HasEffect, before != await trial.WorldAsync());
    }

    [Fact]
    public async Task The_same_key_twice_has_one_effect_and_one_answer()
    {
        var call = NewCall();
        var first = await SucceedAsync(call);
        var world = await trial.WorldAsync();

        var second = await SucceedAsync(call with { Attempt = 2 });

        Assert.Equal(Show(first), Show(second));
        Assert.Equal(world, await trial.WorldAsync());
    }

    [Fact]
    public async Task The_same_key_many_times_at_once_has_one_effect_and_one_answer()
    {
        var call = NewCall();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ExecuteAsync(call))));

        var world = await trial.WorldAsync();
        var once = Show(await SucceedAsync(call));
        Assert.All(answers, answer => Assert.Equal(once, Show(answer)));
        Assert.Equal(world, await trial.WorldAsync());
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
        var world = await trial.WorldAsync();
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

        Assert.Equal(world, await trial.WorldAsync());
    }

    [Fact]
    public async Task What_was_refused_can_be_called_again_with_the_same_key_and_a_better_input()
    {
        var call = NewCall() with { Input = Parse(Refused.First().Input) };
        Assert.IsType<Answer.Permanent>(await ExecuteAsync(call));

        await SucceedAsync(call with { Input = Parse(Input(0)) });
    }

    [Fact]
    public async Task An_operation_that_it_does_not_have_is_refused()
    {
        var answer = await ExecuteAsync(NewCall() with { Operation = "no-such-operation" });

        Assert.Equal("UNKNOWN_OPERATION", Assert.IsType<Answer.Permanent>(answer).Code);
    }

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
        var call = trial.Arrange(Mishap.LostAnswer, NewCall());
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(call));
        var world = await trial.WorldAsync();

        var read = await ReadAsync(call);
        var again = await SucceedAsync(call with { Attempt = 2 });

        var done = Assert.IsType<ReadAnswer.Done>(read);
        Assert.Equal(Show(again), Show(new Answer.Succeeded(done.Output) { Resources = done.Resources }));
        Assert.Equal(world, await trial.WorldAsync());
    }

    [Fact]
    public async Task A_lost_call_is_unknown_and_is_read_back_as_not_done_and_can_be_called_again()
    {
        var world = await trial.WorldAsync();
        var call = trial.Arrange(Mishap.LostCall, NewCall());
        Assert.IsType<Answer.Unknown>(await ExecuteAsync(call));

        var read = await ReadAsync(call);
        Assert.IsType<ReadAnswer.NotDone>(read);
        Assert.Equal(world, await trial.WorldAsync());

        await SucceedAsync(call with { Attempt = 2 });
    }

    [Fact]
    public async Task A_call_that_gets_no_answer_is_unknown_once_it_is_given_up_and_what_is_read_back_is_true()
    {
        using var timeout = new CancellationTokenSource();
        var call = trial.Arrange(Mishap.Hang, NewCall(0));
        var world = await trial.WorldAsync();
        var hanging = Adapter.ExecuteAsync(call, timeout.Token);
        var neighbour = await ReadAsync(NewCall(1));
        Assert.False(hanging.IsCompleted);

        await timeout.CancelAsync();

        Assert.IsType<Answer.Unknown>(await hanging);
        Assert.IsType<ReadAnswer.NotDone>(neighbour);
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(call));
        Assert.Equal(world, await trial.WorldAsync());
    }

    [Fact]
    public async Task A_call_that_was_given_up_before_it_began_is_unknown_and_has_no_effect()
    {
        var world = await trial.WorldAsync();
        var call = NewCall();

        var answer = await Adapter.ExecuteAsync(call, new CancellationToken(canceled: true));

        Assert.IsType<Answer.Unknown>(answer);
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(call));
        Assert.Equal(world, await trial.WorldAsync());
    }

    [Fact]
    public async Task A_preview_says_what_would_change_and_changes_nothing()
    {
        var world = await trial.WorldAsync();
        var call = NewCall();

        var preview = await Adapter.PreviewAsync(call, CancellationToken.None);

        Assert.Equal(Description.HasEffect, preview != "changes nothing");
        Assert.False(string.IsNullOrWhiteSpace(preview));
        Assert.Equal(world, await trial.WorldAsync());
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(call));
    }

    [Fact]
    public async Task The_list_has_what_it_made_and_not_what_it_released()
    {
        var changes = (await SucceedAsync(NewCall())).Resources;

        var list = await ListAsync();
        Assert.All(changes, change => Assert.NotEqual(change.Released, list.Contains(Name(change.Resource))));
    }

    protected string NewKey() => $"activations/1/step-{++keys}/do";

    protected AdapterCall NewCall(int number = 0) => new(Operation, Parse(Input(number)), NewKey());

    protected Task<Answer> ExecuteAsync(AdapterCall call) => Adapter.ExecuteAsync(call, CancellationToken.None);

    protected Task<ReadAnswer> ReadAsync(AdapterCall call) => Adapter.ReadAsync(call, CancellationToken.None);

    protected async Task<Answer.Succeeded> SucceedAsync(AdapterCall call)
    {
        var answer = await ExecuteAsync(call);
        Assert.True(answer is Answer.Succeeded, $"{call.Operation} {call.Input} was answered {Show(answer)}");
        return (Answer.Succeeded)answer;
    }

    protected async Task<HashSet<string>> ListAsync()
    {
        var names = new HashSet<string>();
        await foreach (var resource in Adapter.ListAsync(CancellationToken.None)) Assert.True(names.Add(Name(resource)));
        return names;
    }

    protected static string Name(Resource resource) => $"{resource.Kind} {resource.ExternalId}";

    protected static Task<JsonSchema> SchemaAsync(string schema) => JsonSchema.FromJsonAsync(schema);

    /// <summary>The whole answer as text: records do not compare what is in their lists.</summary>
    protected static string Show(Answer answer) => $"{answer.GetType().Name} {JsonSerializer.Serialize<object>(answer)}";

    protected static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
