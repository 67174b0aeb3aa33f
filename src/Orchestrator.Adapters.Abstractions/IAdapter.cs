using System.Text.Json;

namespace Orchestrator.Adapters;

/// <summary>
/// Talks to one external system. One object per configured instance; called from many threads at once.
/// </summary>
/// <remarks>
/// The rules an adapter keeps, and which the conformance kit checks:
/// the same idempotency key has one effect, however often it is called; an inverse accepts that there is nothing to
/// undo; a time-out or a lost connection is answered with <see cref="Answer.Unknown"/>, never with a guess; no secret
/// stands in a message. An exception that escapes counts as <see cref="Answer.Unknown"/>.
/// </remarks>
public interface IAdapter
{
    /// <summary>What the adapter can do. Constant for the life of the object.</summary>
    AdapterDescription Description { get; }

    /// <summary>Carries out one operation.</summary>
    /// <param name="call">The operation, its input and its idempotency key.</param>
    /// <param name="cancellation">Ends when the step's time-out has passed; answer <see cref="Answer.Unknown"/>
    /// then.</param>
    Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation);

    /// <summary>
    /// Tells what became of an earlier call with the same idempotency key. Only called for operations with
    /// <see cref="OperationDescription.CanRead"/>. Has no effect.
    /// </summary>
    Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        Task.FromResult<ReadAnswer>(new ReadAnswer.StillUnknown("the adapter cannot read back"));

    /// <summary>
    /// Says in words, or as a diff, what the call would change now; null where it cannot tell. Only called for
    /// operations with
    /// <see cref="OperationDescription.CanPreview"/>. Has no effect.
    /// </summary>
    Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>
    /// What a call makes and releases if it is done, from what it gets and gives alone; empty for nothing, null where that
    /// cannot be told. Asks nobody. Called where the answer was lost, and where a person has done it by hand: what is told
    /// stands in the service's ledger.
    /// </summary>
    /// <param name="call">The operation and its input.</param>
    /// <param name="output">What the call gave; null where nobody knows.</param>
    IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) => null;

    /// <summary>
    /// Lists what the external system holds. Only called where <see cref="AdapterDescription.CanList"/>.
    /// </summary>
    IAsyncEnumerable<Resource> ListAsync(CancellationToken cancellation) => AsyncEnumerable.Empty<Resource>();
}
