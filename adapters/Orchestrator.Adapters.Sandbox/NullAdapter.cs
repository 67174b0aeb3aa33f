using System.Text.Json;

namespace Orchestrator.Adapters.Sandbox;

/// <summary>
/// Answers at once, and neither keeps nor touches anything: what is left of an activation's time is the engine's own.
/// For measurements.
/// </summary>
public sealed class NullAdapter : IAdapter
{
    private const string AnyObject = """{ "type": "object" }""";

    private static readonly Task<Answer> Succeeded = Task.FromResult<Answer>(new Answer.Succeeded());

    private static readonly Task<Answer> Failed = Task.FromResult<Answer>(
        new Answer.Permanent(
            "ASKED_TO_FAIL", "The null adapter's operation 'fail' always fails. Use 'do' for one that succeeds."));

    /// <inheritdoc/>
    public AdapterDescription Description { get; } = new("null",
    [
        new OperationDescription("noop", AnyObject, AnyObject, HasEffect: false, CanRead: true)
        {
            Summary = "Does nothing.",
        },
        new OperationDescription("do", AnyObject, AnyObject, Inverse: "undo", CanRead: true)
        {
            Summary = "Does nothing, and counts as an effect that 'undo' undoes.",
        },
        new OperationDescription("undo", AnyObject, AnyObject, Inverse: "do", CanRead: true)
        {
            Summary = "Undoes nothing.",
        },
        new OperationDescription("fail", AnyObject, AnyObject, Inverse: "undo", CanRead: true)
        {
            Summary = "Fails for good.",
        },
    ]);

    /// <inheritdoc/>
    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) => call.Operation switch
    {
        "noop" or "do" or "undo" => Succeeded,
        "fail" => Failed,
        _ => Task.FromResult<Answer>(new Answer.Permanent(
            "UNKNOWN_OPERATION",
            $"The adapter 'null' has no operation '{call.Operation}'. It has noop, do, undo, fail.")),
    };

    /// <inheritdoc/>
    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) => [];

    /// <summary>Nothing it does has an effect, so nothing was done: calling again is harmless.</summary>
    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        Task.FromResult<ReadAnswer>(new ReadAnswer.NotDone());
}
