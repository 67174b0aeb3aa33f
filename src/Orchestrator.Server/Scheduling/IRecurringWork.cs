namespace Orchestrator.Server.Scheduling;

/// <summary>
/// Work that comes again and again and belongs to no activation: an audit each night, follow-ups, retries. Registered
/// as this interface with the server's other parts; <see cref="RecurringClock"/> does it, one run at a time among all
/// nodes on the database. A time that nobody could meet, because no server ran, is met at once when one does, and only
/// the last of several that were missed.
/// </summary>
public interface IRecurringWork
{
    /// <summary>Unlike all others', in lower case with hyphens; operators write it in settings: <c>leakage-audit</c>.</summary>
    string Name { get; }

    /// <summary>When it comes, unless the settings say otherwise.</summary>
    Recurrence When { get; }

    /// <summary>
    /// Does it. It may be begun again where it was left, by this node or another, when the process ends or the
    /// database is away on the way: what it starts has request ids that follow from the moment and the thing.
    /// </summary>
    /// <param name="moment">What it is done for.</param>
    /// <param name="cancellation">
    /// The server stops, or another node has taken the work over: nothing more must be begun.
    /// </param>
    /// <exception cref="Orchestrator.Engine.Ports.JournalUnavailableException">
    /// The database is away: it is tried again soon. Whatever else is thrown is logged, and the next time is waited for.
    /// </exception>
    Task RunAsync(RecurringMoment moment, CancellationToken cancellation);
}

/// <summary>What work that recurs is done for.</summary>
/// <param name="Due">The first time that it has not been done for yet; not after <paramref name="Now"/>.</param>
/// <param name="Now">When the run began, by the clock of the node that does it.</param>
public sealed record RecurringMoment(DateTimeOffset Due, DateTimeOffset Now);
