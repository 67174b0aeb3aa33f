using System.Text.Json;

namespace Orchestrator.Adapters.Declared.Recorded;

/// <summary>
/// An operation on a system that knows no idempotency keys: what was there before is looked at and recorded, then
/// changed, and put back by the undo. <see cref="RecordedCalls"/> makes of it what the rules of adapters ask for, and
/// never has two of these methods run at once for the same key.
/// </summary>
public interface IRecordedOperation
{
    /// <summary>Looks at what is there, without changing it.</summary>
    Task<Preparation> PrepareAsync(AdapterCall call, CancellationToken cancellation);

    /// <summary>
    /// Makes the change. Succeeded, or not done (Retryable, Permanent), or Unknown; an exception counts as Unknown.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="before">What <see cref="PrepareAsync"/> found.</param>
    /// <param name="cancellation">The call is given up.</param>
    Task<Answer> ApplyAsync(AdapterCall call, JsonElement before, CancellationToken cancellation);

    /// <summary>
    /// Tells by what is there whether the change was made, after its answer was lost; with the same output and
    /// resources that <see cref="ApplyAsync"/> would have given.
    /// </summary>
    /// <param name="call">The call as it was; for a repetition too.</param>
    /// <param name="before">What <see cref="PrepareAsync"/> found before the call.</param>
    /// <param name="cancellation">The question is given up.</param>
    Task<ReadAnswer> LookAsync(AdapterCall call, JsonElement before, CancellationToken cancellation);

    /// <summary>
    /// Puts back what was there, where this call changed it; succeeds where there is nothing to put back. May be asked
    /// again after an answer that was lost.
    /// </summary>
    /// <param name="done">The call that is undone, from its record.</param>
    /// <param name="before">What was there before it.</param>
    /// <param name="cancellation">The undo is given up.</param>
    /// <returns>Succeeded with what was released, or not done, or Unknown.</returns>
    Task<Answer> RestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation);
}

/// <summary>
/// An operation that can also put into words what it would change: one line for each thing, <c>+</c> made, <c>-</c>
/// gone, <c>~</c> changed; or <c>changes nothing</c>.
/// </summary>
public interface IPreviewedOperation : IRecordedOperation
{
    /// <summary>What making the change would do to what is there.</summary>
    string PreviewOf(AdapterCall call, JsonElement before);

    /// <summary>What <see cref="IRecordedOperation.RestoreAsync"/> would do now. Has no effect.</summary>
    Task<string?> PreviewRestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation);
}

/// <summary>What looking before a change has shown.</summary>
public abstract record Preparation
{
    private Preparation()
    {
    }

    /// <summary>The change cannot be made: Retryable or Permanent. Nothing is recorded.</summary>
    public sealed record Refused(Answer Why) : Preparation;

    /// <summary>The change can be made.</summary>
    /// <param name="Before">What undoing and looking will need, and is recorded first: any JSON value.</param>
    public sealed record Ready(JsonElement Before) : Preparation;
}
