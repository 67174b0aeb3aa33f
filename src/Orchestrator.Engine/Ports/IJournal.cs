using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// Where transitions are kept. Implemented for SQLite, PostgreSQL and, in tests, memory; all keep the rules that are
/// told here, and pass one conformance suite. Where the database cannot be reached, every method throws
/// <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// Takes ownership of every shard: raises the fencing token, which every write checks in its own transaction. The
    /// schema is there already.
    /// </summary>
    /// <exception cref="ShardsOwnedException">Another process owns them and is alive.</exception>
    Task AcquireAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes writes durable, in one transaction: each write whole or not at all. May be called several times at once,
    /// never with the same activation in two calls. Sending a write again whose outcome was not learnt is safe: what is
    /// there already counts as written.
    /// </summary>
    /// <returns>One result per write, in order.</returns>
    /// <exception cref="OwnershipLostException">The fencing token is not ours any more; nothing was
    /// written.</exception>
    Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation);

    /// <summary>
    /// For each shard an id that none of its activations is above, so that new ones are; empty where there is no
    /// activation.
    /// </summary>
    Task<IReadOnlyDictionary<int, long>> ReadLastIdsAsync(CancellationToken cancellation);

    /// <summary>
    /// Histories, whole or from after an event on, in the order of the ids asked for; unknown ids are left out.
    /// </summary>
    Task<IReadOnlyList<ActivationHistory>> ReadAsync(
        IReadOnlyList<long> activations, long afterSequence, CancellationToken cancellation);

    /// <summary>
    /// Activations with Wake.Always, or with a wake time up to this one; ids in order, above <paramref name="after"/>.
    /// With <paramref name="withAlways"/> also those that have ended, and whose parent has not noted it.
    /// </summary>
    Task<IReadOnlyList<long>> FindAwakeAsync(
        DateTimeOffset dueUntil, bool withAlways, long after, int limit, CancellationToken cancellation);

    /// <summary>Activations that wait for an event, as their durable transitions say; a page of them.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="correlationId">Only those with this correlation id; null for all.</param>
    /// <param name="after">The last id of the page before; 0 for the first page.</param>
    /// <param name="limit">At most so many ids, in order.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<IReadOnlyList<long>> FindAwaitingAsync(
        string name, string? correlationId, long after, int limit, CancellationToken cancellation);

    /// <summary>The activation that a request started, or null.</summary>
    Task<StartedBy?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation);

    /// <summary>One page of ids; newest first unless the query says otherwise.</summary>
    Task<IReadOnlyList<long>> ListAsync(ActivationQuery query, CancellationToken cancellation);

    Task<ServiceEntry?> FindServiceAsync(string service, CancellationToken cancellation);

    /// <summary>A customer's services that are not terminated, in order of their ids; at most so many.</summary>
    Task<IReadOnlyList<ServiceEntry>> ListServicesAsync(string customer, int limit, CancellationToken cancellation);

    /// <summary>Whether the database answers.</summary>
    Task PingAsync(CancellationToken cancellation);
}

/// <summary>What became of a write.</summary>
/// <param name="Number">The write's number.</param>
/// <param name="Refused">Null where it is durable.</param>
public readonly record struct WriteResult(long Number, WriteRefusal? Refused = null);

/// <param name="Activation">The activation in the write that was refused.</param>
/// <param name="Because">The activation that stands in the way, or that changed the service last.</param>
/// <param name="SameRequest">It was started by the same caller and request id; else it occupies the service.</param>
public sealed record WriteRefusal(long Activation, long Because, bool SameRequest)
{
    /// <summary>
    /// The service as it is, where it is not what the activation was told (<see cref="Transition.Seen"/>); null where
    /// something else stands in the way.
    /// </summary>
    public ServiceEntry? Changed { get; init; }
}

/// <param name="Activation">Its id.</param>
/// <param name="Transitions">In order.</param>
/// <param name="Wake">As last written.</param>
/// <param name="Service">The service that it is about, or null.</param>
public sealed record ActivationHistory(
    long Activation, IReadOnlyList<Transition> Transitions, Wake Wake, ServiceEntry? Service);

/// <param name="Activation">Its id.</param>
/// <param name="RequestHash">Of the request's content.</param>
public sealed record StartedBy(long Activation, string RequestHash);

/// <summary>A filter over activations; all that are given must hold.</summary>
/// <param name="Limit">At most so many ids.</param>
public sealed record ActivationQuery(int Limit)
{
    public IReadOnlyList<ActivationState> States { get; init; } = [];

    public string? Customer { get; init; }

    /// <summary>Without <c>services/</c>.</summary>
    public string? Service { get; init; }

    public string? Product { get; init; }

    public string? OrderReference { get; init; }

    public ActivationAction? Action { get; init; }

    public Channel? Channel { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset? CreatedAfter { get; init; }

    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Has an open fallout on this adapter.</summary>
    public string? FalloutAdapter { get; init; }

    /// <summary>A step of that activation has started it.</summary>
    public long? Parent { get; init; }

    /// <summary>Not finished, with a due time that is going to be missed, as far as it can be told.</summary>
    public bool InJeopardy { get; init; }

    public bool OldestFirst { get; init; }

    /// <summary>The last id of the page before; null for the first page.</summary>
    public long? After { get; init; }
}

/// <summary>
/// The database cannot be reached, or refused to work; what was asked for may or may not have happened.
/// </summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process owns the shards.</summary>
public sealed class ShardsOwnedException(string message) : Exception(message);

/// <summary>Shards are another's now.</summary>
/// <param name="message">What happened.</param>
/// <param name="shards">Those that a write was about and that are not owned; none where all are lost: this process must
/// stop.</param>
public sealed class OwnershipLostException(string message, IReadOnlyList<int>? shards = null) : Exception(message)
{
    public IReadOnlyList<int> Shards { get; } = shards ?? [];
}
