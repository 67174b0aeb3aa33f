using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// Reads much of the journal, page by page, for who counts what happened. Ids carry the time of creation, so a span is
/// a range of ids. Where the database cannot be reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IJournalScan
{
    /// <summary>The next activations of a span, by their ids in order.</summary>
    /// <param name="query">Which.</param>
    /// <param name="after">The last id of the page before; 0 for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<IReadOnlyList<long>> FindAsync(ScanQuery query, long after, int limit, CancellationToken cancellation);

    /// <summary>
    /// The histories of a page, in order, without those that surely have nothing of what is looked for. Events that say
    /// nothing of it, and what steps got and gave, may be left out.
    /// </summary>
    Task<IReadOnlyList<ScannedHistory>> ReadAsync(
        IReadOnlyList<long> page, ScanFor what, CancellationToken cancellation);
}

/// <summary>Activations by when they were created; all that is given must hold.</summary>
/// <param name="From">The first moment of the span, to the millisecond.</param>
/// <param name="Until">The first moment after it.</param>
public sealed record ScanQuery(DateTimeOffset From, DateTimeOffset Until)
{
    public string? Product { get; init; }

    public ActivationAction? Action { get; init; }

    public Channel? Channel { get; init; }
}

/// <summary>What is looked for in histories.</summary>
public enum ScanFor
{
    /// <summary>Attempts, steps and activities that failed.</summary>
    Failures,

    /// <summary>How long steps took: every history has that.</summary>
    Durations,

    /// <summary>Activations that were rolled back, withdrawn or abandoned.</summary>
    Rollbacks,

    /// <summary>Orders with a due time.</summary>
    Promises,
}

/// <param name="Activation">Its id.</param>
/// <param name="Transitions">In order, from the first.</param>
public sealed record ScannedHistory(long Activation, IReadOnlyList<ScannedTransition> Transitions);

/// <param name="Time">When it was decided.</param>
/// <param name="Events">In order; perhaps not all.</param>
public readonly record struct ScannedTransition(DateTimeOffset Time, IReadOnlyList<SagaEvent> Events);
