namespace Orchestrator.Engine.Ports;

/// <summary>
/// What people decided about adapter instances, for good; the last one about each is what holds. Where the database
/// cannot be reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IAdapterDecisions
{
    /// <summary>Keeps a decision, once for each request id of its actor.</summary>
    Task<AdapterDecisionOutcome> KeepAsync(NewAdapterDecision decision, CancellationToken cancellation);

    /// <summary>The last ones about an instance, the newest first.</summary>
    Task<IReadOnlyList<AdapterDecision>> ReadAsync(string adapter, int max, CancellationToken cancellation);

    /// <summary>Those that hold an instance now, by their names.</summary>
    Task<IReadOnlyList<AdapterDecision>> ReadHoldsAsync(CancellationToken cancellation);
}

/// <summary>A person's decision about an adapter instance.</summary>
/// <param name="Adapter">Its name.</param>
/// <param name="Holds">No call begins from then on; false: they begin again.</param>
/// <param name="Actor">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Ticket">Where it was decided; may be empty.</param>
/// <param name="Time">When.</param>
public sealed record AdapterDecision(
    string Adapter, bool Holds, string Actor, string Reason, string Ticket, DateTimeOffset Time);

/// <param name="RequestId">Unique for each actor.</param>
/// <param name="RequestHash">Of the whole request.</param>
public sealed record NewAdapterDecision(AdapterDecision What, string RequestId, string RequestHash);

/// <summary>What became of a decision.</summary>
public enum AdapterDecisionOutcome
{
    /// <summary>It is kept.</summary>
    Decided,

    /// <summary>It was made before, under the same request id: nothing was done.</summary>
    Repeated,

    /// <summary>The request id was used for another one.</summary>
    RequestIdReused,
}
