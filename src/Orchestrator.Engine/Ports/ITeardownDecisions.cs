using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// What people decided about what services still held whose teardown was incomplete, for good. Where the database cannot
/// be reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface ITeardownDecisions
{
    /// <summary>
    /// Takes resources out of a service's ledger because a person says so, and makes the service Terminated where nothing
    /// is left; in one transaction with the decision. No activation of the service is open while it does, and none
    /// begins.
    /// </summary>
    Task<TeardownOutcome> ResolveAsync(NewTeardownDecision decision, CancellationToken cancellation);

    /// <summary>In the order of time, then of their ids.</summary>
    Task<IReadOnlyList<TeardownDecision>> ListAsync(RecordQuery query, CancellationToken cancellation);
}

/// <summary>What a person says has become of a resource. Numbers are stored: keep them.</summary>
public enum TeardownResolution
{
    /// <summary>Somebody has taken it back in the other system.</summary>
    ReleasedByHand = 1,

    /// <summary>The other system does not have it.</summary>
    NeverExisted = 2,

    /// <summary>It stays there, with what it costs.</summary>
    WrittenOff = 3,
}

/// <summary>What is to be decided.</summary>
/// <param name="Id">Of the decision.</param>
/// <param name="Service">Without <c>services/</c>.</param>
/// <param name="Resources">What is not held any more, each once; of this service.</param>
/// <param name="Who">Who decides, why, and with which request; its id is not empty.</param>
/// <param name="Time">When, in whole microseconds.</param>
public sealed record NewTeardownDecision(
    string Id,
    string Service,
    TeardownResolution Resolution,
    IReadOnlyList<ResourceKey> Resources,
    Who Who,
    DateTimeOffset Time)
{
    /// <summary>
    /// Whether it is about calls in doubt alone: that somebody has found out is kept in whichever state the service is.
    /// </summary>
    public bool IsOfDoubts => Resources.All(static one => one.Kind == LedgerEntry.UnknownCall);
}

/// <summary>A decision that was made.</summary>
/// <param name="Customer">Whose service it is.</param>
/// <param name="Resources">As they were in the ledger.</param>
/// <param name="State">Of the service after it.</param>
/// <param name="Left">How many resources the service held after it.</param>
public sealed record TeardownDecision(
    string Id,
    string Service,
    string Customer,
    DateTimeOffset Time,
    string Actor,
    string Reason,
    string Ticket,
    TeardownResolution Resolution,
    IReadOnlyList<LedgerEntry> Resources,
    ServiceState State,
    int Left);

/// <summary>What became of a decision.</summary>
public abstract record TeardownOutcome
{
    /// <summary>It is made, now or under the same request before.</summary>
    public sealed record Decided(TeardownDecision Decision) : TeardownOutcome;

    /// <summary>The request id was used for something else.</summary>
    public sealed record RequestIdReused : TeardownOutcome;

    public sealed record NoService : TeardownOutcome;

    /// <summary>Its teardown is not incomplete, and not only calls in doubt are decided about.</summary>
    public sealed record WrongState(ServiceState State) : TeardownOutcome;

    /// <summary>An activation of the service is open.</summary>
    public sealed record Busy(long Activation) : TeardownOutcome;

    /// <summary>The service does not hold one of the resources; nothing was done.</summary>
    public sealed record NotHeld(ResourceKey Resource) : TeardownOutcome;
}
