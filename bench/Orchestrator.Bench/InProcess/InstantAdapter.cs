using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Bench.InProcess;

/// <summary>Does nothing, at once: what is measured is the engine. Operation <c>refuse</c> fails for good.</summary>
public sealed class InstantAdapter : IAdapter
{
    private static readonly Task<Answer> Done = Task.FromResult<Answer>(
        new Answer.Succeeded(JsonElement.Parse("""{"reference":"A-1","state":"done"}""")));

    private static readonly Task<Answer> Refused = Task.FromResult<Answer>(
        new Answer.Permanent("REFUSED", "It is refused, as the measurement wants it."));

    public AdapterDescription Description { get; } = new(
        "instant",
        [
            new("do", "{}", "{}", Inverse: "undo", CanRead: true),
            new("undo", "{}", "{}", CanRead: true),
            new("refuse", "{}", "{}", Inverse: "undo", CanRead: true),
        ]);

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        call.Operation == "refuse" ? Refused : Done;

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        Task.FromResult<ReadAnswer>(new ReadAnswer.NotDone());
}
