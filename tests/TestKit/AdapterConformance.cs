using System.Text.Json;
using NJsonSchema;
using Orchestrator.Adapters;
using Xunit;

namespace Orchestrator.TestKit;

/// <summary>
/// What is asked of every operation of every adapter. A test class for an operation derives from this, or from
/// <see cref="ReversibleAdapterConformance"/> where it has an inverse, and says what works and what is refused.
/// </summary>
public abstract partial class AdapterConformance(AdapterTrial trial) : IAsyncLifetime
{
    private int _keys;

    /// <summary>The operation on trial.</summary>
    protected abstract string Operation { get; }

    /// <summary>The calls that must have been made before any input works.</summary>
    protected virtual IEnumerable<(string Operation, string Input)> Before => [];

    /// <summary>Inputs that are refused for good, and the codes they are refused with.</summary>
    protected abstract IEnumerable<(string Code, string Input)> Refused { get; }

    /// <summary>What must stand in no answer that people read: a password of an input, the system's own.</summary>
    protected virtual IEnumerable<string> Secrets => [];

    protected AdapterTrial Trial => trial;

    protected IAdapter Adapter => trial.Adapter;

    protected OperationDescription Description =>
        Adapter.Description.Find(Operation)
        ?? throw new InvalidOperationException($"There is no operation {Operation}.");

    /// <summary>A JSON object that works; those with different numbers work beside each other.</summary>
    protected abstract string Input(int number);

    public async Task InitializeAsync()
    {
        await trial.StartAsync();
        foreach (var (operation, input) in Before)
        {
            var answer = await ExecuteAsync(new AdapterCall(operation, Parse(input), NewKey()));
            Assert.True(answer is Answer.Succeeded, $"{operation} {input} was answered {Show(answer)}");
        }
    }

    public async Task DisposeAsync() => await trial.DisposeAsync();

    protected string NewKey() => $"activations/1/step-{++_keys}/do";

    protected AdapterCall NewCall(int number = 0) => new(Operation, Parse(Input(number)), NewKey());

    protected async Task<Answer> ExecuteAsync(AdapterCall call)
    {
        var answer = await Adapter.ExecuteAsync(call, CancellationToken.None);
        HoldsNoSecret(answer switch
        {
            Answer.Retryable it => it.Message,
            Answer.Permanent it => it.Message,
            Answer.Unknown it => it.Message,
            _ => "",
        });
        return answer;
    }

    protected async Task<ReadAnswer> ReadAsync(AdapterCall call)
    {
        var answer = await Adapter.ReadAsync(call, CancellationToken.None);
        HoldsNoSecret(answer is ReadAnswer.StillUnknown unknown ? unknown.Message : "");
        return answer;
    }

    protected async Task<string?> PreviewAsync(AdapterCall call)
    {
        var preview = await Adapter.PreviewAsync(call, CancellationToken.None);
        HoldsNoSecret(preview ?? "");
        return preview;
    }

    protected async Task<Answer.Succeeded> SucceedAsync(AdapterCall call)
    {
        var answer = await ExecuteAsync(call);
        Assert.True(answer is Answer.Succeeded, $"{call.Operation} {call.Input} was answered {Show(answer)}");
        return (Answer.Succeeded)answer;
    }

    protected async Task<HashSet<string>> ListAsync()
    {
        var names = new HashSet<string>();
        await foreach (var resource in Adapter.ListAsync(CancellationToken.None))
        {
            Assert.True(names.Add(Name(resource)), $"{Name(resource)} is listed twice");
        }

        return names;
    }

    protected static string Name(Resource resource) => $"{resource.Kind} {resource.ExternalId}";

    protected static Task<JsonSchema> SchemaAsync(string schema) => JsonSchema.FromJsonAsync(schema);

    /// <summary>The whole answer as text: records do not compare what is in their lists.</summary>
    protected static string Show(Answer answer) =>
        $"{answer.GetType().Name} {JsonSerializer.Serialize<object>(answer)}";

    private void HoldsNoSecret(string text) =>
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

    protected static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
