using System.Collections.Concurrent;
using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.TestKit;

/// <summary>
/// An adapter that answers what the test says: any operation, each with an inverse "undo-" and its name. What is not
/// said is answered at once with success. Keeps one effect per idempotency key, as adapters must, and can be asked for
/// it.
/// </summary>
public sealed class ScriptedAdapter : IAdapter
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<AdapterCall, CancellationToken, Task<Answer>>>> _script = new();
    private readonly ConcurrentDictionary<string, Answer.Succeeded> _effects = new();

    public ScriptedAdapter(params string[] operations) => Description = new AdapterDescription(
        "scripted",
        [
            .. operations.SelectMany(name => (OperationDescription[])
            [
                new(name, "{}", OutputSchema, Inverse: "undo-" + name, CanRead: true),
                new("undo-" + name, "{}", "{}", CanRead: true),
            ]),
        ]);

    /// <param name="description">What it can do, where that is something else.</param>
    public ScriptedAdapter(AdapterDescription description) => Description = description;

    /// <summary>A member "secret" in any output is one.</summary>
    public static string OutputSchema => """{"type":"object","properties":{"secret":{"x-sensitive":true}}}""";

    public AdapterDescription Description { get; }

    /// <summary>The calls that came, in order.</summary>
    public ConcurrentQueue<AdapterCall> Calls { get; } = new();

    /// <summary>Keys of the calls that had their effect, each once.</summary>
    public ICollection<string> Effects => _effects.Keys;

    /// <summary>
    /// How often an effect was applied, whatever the keys say: more than the number of keys is a doubled effect.
    /// </summary>
    public int EffectCount { get; private set; }

    /// <summary>The next call of the operation that has no answer yet is answered so.</summary>
    public ScriptedAdapter Answers(string operation, params Answer[] answers)
    {
        foreach (var answer in answers)
            Answers(
                operation, (call, _) => Task.FromResult(answer is Answer.Succeeded done ? Apply(call, done) : answer));
        return this;
    }

    public ScriptedAdapter Answers(string operation, Func<AdapterCall, CancellationToken, Task<Answer>> answer)
    {
        _script.GetOrAdd(operation, _ => new()).Enqueue(answer);
        return this;
    }

    /// <summary>The next call of the operation is answered when the test completes what it gets here.</summary>
    public TaskCompletionSource<Answer> Holds(string operation)
    {
        var held = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        Answers(
            operation,
            async (call, _) => await held.Task is Answer.Succeeded done ? Apply(call, done) : await held.Task);
        return held;
    }

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        Func<AdapterCall, CancellationToken, Task<Answer>>? answer = null;
        lock (_script)
        {
            // A test that has seen a call knows that no later one gets the answer meant for it.
            if (_script.TryGetValue(call.Operation, out var answers))
                answers.TryDequeue(out answer);
            Calls.Enqueue(call);
        }

        return answer is not null
            ? answer(call, cancellation)
            : Task.FromResult<Answer>(Apply(call, new Answer.Succeeded(JsonElement.Parse("{}"))));
    }

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        Task.FromResult<ReadAnswer>(_effects.TryGetValue(call.IdempotencyKey, out var done)
            ? new ReadAnswer.Done(done.Output) { Resources = done.Resources }
            : new ReadAnswer.NotDone());

    /// <summary>The call has its effect, once.</summary>
    public Answer.Succeeded Apply(AdapterCall call, Answer.Succeeded done)
    {
        lock (_effects)
        {
            if (_effects.TryAdd(call.IdempotencyKey, done))
                EffectCount++;
        }

        return _effects[call.IdempotencyKey];
    }
}
