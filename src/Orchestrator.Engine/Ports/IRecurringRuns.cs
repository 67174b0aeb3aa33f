namespace Orchestrator.Engine.Ports;

/// <summary>
/// What recurs on a calendar and belongs to no activation, and how far it has been done: shared by all nodes on a
/// database, so that each time is met once and by one of them.
/// </summary>
public interface IRecurringRuns
{
    /// <summary>
    /// Notes work that has not been seen before as done up to a time, and leaves all else alone: work that is new does
    /// not make up for what was before it.
    /// </summary>
    Task RegisterAsync(IReadOnlyList<string> works, DateTimeOffset upTo, CancellationToken cancellation);

    /// <summary>All that is known, by name.</summary>
    Task<IReadOnlyList<RecurringState>> ReadAsync(CancellationToken cancellation);

    /// <summary>Takes work for a while.</summary>
    /// <param name="take">Who wants it, and how they saw it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>
    /// False where somebody has it still, or it was done further meanwhile: it is somebody else's this time.
    /// </returns>
    Task<bool> TakeAsync(RecurringTake take, CancellationToken cancellation);

    /// <summary>Keeps it longer; false where it is not the owner's any more.</summary>
    Task<bool> KeepAsync(string work, string owner, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Gives it back.</summary>
    /// <param name="work">Its name.</param>
    /// <param name="owner">Who has it; nothing happens where it is another.</param>
    /// <param name="doneUpTo">How far it is done now; null where it is to be tried again.</param>
    /// <param name="problem">What went wrong, or empty.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="cancellation">Ends it.</param>
    Task ReturnAsync(
        string work,
        string owner,
        DateTimeOffset? doneUpTo,
        string problem,
        DateTimeOffset now,
        CancellationToken cancellation);
}

/// <summary>How it is with work that recurs.</summary>
/// <param name="Work">Its name.</param>
/// <param name="DoneUpTo">All times up to this one have been met.</param>
/// <param name="Owner">Who has it, or had it last; or empty.</param>
/// <param name="Until">How long the owner has it, unless they keep it longer.</param>
/// <param name="EndTime">When the last run ended; null where none has.</param>
/// <param name="Problem">What went wrong in the last run, or empty.</param>
public sealed record RecurringState(
    string Work, DateTimeOffset DoneUpTo, string Owner, DateTimeOffset Until, DateTimeOffset? EndTime, string Problem);

/// <summary>Somebody wants to do work that recurs.</summary>
/// <param name="Seen">How they saw it.</param>
/// <param name="Owner">Unlike everybody else's name, and unlike their own in other runs.</param>
/// <param name="Now">By their clock.</param>
/// <param name="Until">How long they want it at first.</param>
public sealed record RecurringTake(RecurringState Seen, string Owner, DateTimeOffset Now, DateTimeOffset Until);
