using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// Services and their resource ledgers, as the journal's commits leave them: for reading. Where the database cannot be
/// reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IServiceStore
{
    /// <param name="service">Without <c>services/</c>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<ServiceEntry?> FindAsync(string service, CancellationToken cancellation);

    /// <summary>One page, ordered by id.</summary>
    Task<IReadOnlyList<ServiceEntry>> ListAsync(ServiceQuery query, CancellationToken cancellation);

    /// <summary>One page, ordered by (adapter, kind, external id, service), as bytes compare.</summary>
    Task<IReadOnlyList<LedgerEntry>> ListResourcesAsync(ResourceQuery query, CancellationToken cancellation);
}

/// <summary>A filter over services; all that are given must hold.</summary>
/// <param name="Limit">At most so many.</param>
public sealed record ServiceQuery(int Limit)
{
    public string? Customer { get; init; }

    /// <summary>The product that it is of now.</summary>
    public string? Product { get; init; }

    /// <summary>One of these; empty for any.</summary>
    public IReadOnlyList<ServiceState> States { get; init; } = [];

    /// <summary>It holds something on that adapter instance; of that kind and name, where they are given.</summary>
    public string? Adapter { get; init; }

    /// <summary>It holds something of that kind.</summary>
    public string? Kind { get; init; }

    /// <summary>It holds something that the external system names so.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The last id of the page before; null for the first page.</summary>
    public string? After { get; init; }
}

/// <summary>A filter over ledger entries; all that are given must hold.</summary>
/// <param name="Limit">At most so many.</param>
public sealed record ResourceQuery(int Limit)
{
    /// <summary>Without <c>services/</c>.</summary>
    public string? Service { get; init; }

    public string? Adapter { get; init; }

    public string? Kind { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>The external system's name of it begins so.</summary>
    public string? ExternalIdPrefix { get; init; }

    /// <summary>Only those of this customer's services.</summary>
    public string? Customer { get; init; }

    /// <summary>Only those of services whose teardown is incomplete.</summary>
    public bool OfIncompleteTeardowns { get; init; }

    /// <summary>The last one of the page before; null for the first page.</summary>
    public ResourceKey? After { get; init; }
}

/// <summary>What tells one ledger entry from all others, in the order of lists.</summary>
public sealed record ResourceKey(string Adapter, string Kind, string ExternalId, string Service)
{
    public static ResourceKey Of(LedgerEntry entry) =>
        new(entry.Adapter, entry.Kind, entry.ExternalId, entry.Service);
}
