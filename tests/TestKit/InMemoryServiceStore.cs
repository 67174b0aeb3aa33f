using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Services and what they hold, as a memory database has them.</summary>
public sealed class InMemoryServiceStore(MemoryDatabase database) : IServiceStore
{
    public Task<ServiceEntry?> FindAsync(string service, CancellationToken cancellation)
    {
        lock (database)
            return Task.FromResult(database.Services.GetValueOrDefault(service));
    }

    public Task<IReadOnlyList<ServiceEntry>> ListAsync(ServiceQuery query, CancellationToken cancellation)
    {
        lock (database)
        {
            return Task.FromResult<IReadOnlyList<ServiceEntry>>(
            [
                .. database.Services.Values
                    .Where(service => Fits(query, service))
                    .OrderBy(service => service.Id, StringComparer.Ordinal)
                    .Take(query.Limit),
            ]);
        }
    }

    public Task<IReadOnlyList<LedgerEntry>> ListResourcesAsync(ResourceQuery query, CancellationToken cancellation)
    {
        lock (database)
            return Task.FromResult<IReadOnlyList<LedgerEntry>>(
                [.. database.Ledger.Entries.Where(entry => Fits(query, entry)).Take(query.Limit)]);
    }

    private bool Fits(ServiceQuery query, ServiceEntry service) =>
        (query.Customer is null || query.Customer == service.Customer)
        && (query.Product is null || query.Product == service.Product)
        && (query.States.Count == 0 || query.States.Contains(service.State))
        && (query.After is null || string.CompareOrdinal(service.Id, query.After) > 0)
        && ((query.Adapter ?? query.Kind ?? query.ExternalId) is null || database.Ledger.Entries.Any(entry =>
            entry.Service == service.Id
            && (query.Adapter is null || query.Adapter == entry.Adapter)
            && (query.Kind is null || query.Kind == entry.Kind)
            && (query.ExternalId is null || query.ExternalId == entry.ExternalId)));

    private bool Fits(ResourceQuery query, LedgerEntry entry) =>
        (query.Service is null || query.Service == entry.Service)
        && (query.Adapter is null || query.Adapter == entry.Adapter)
        && (query.Kind is null || query.Kind == entry.Kind)
        && (query.ExternalId is null || query.ExternalId == entry.ExternalId)
        && (query.ExternalIdPrefix is null || entry.ExternalId.StartsWith(query.ExternalIdPrefix, StringComparison.Ordinal))
        && (query.Customer is null || database.Services.GetValueOrDefault(entry.Service)?.Customer == query.Customer)
        && (!query.OfIncompleteTeardowns
            || database.Services.GetValueOrDefault(entry.Service)?.State == ServiceState.TeardownIncomplete)
        && (query.After is null || MemoryLedger.Compare(ResourceKey.Of(entry), query.After) > 0);
}
