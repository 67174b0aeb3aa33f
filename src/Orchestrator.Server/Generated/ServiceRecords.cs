using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Generated;

/// <summary>Reads what is recorded of services: their ledgers, and the journals of their activations.</summary>
internal sealed class ServiceRecords(IServiceStore services, IJournal journal, ActivationEngine engine)
{
    private const int Page = 500;

    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public async Task<RecordedService> ReadAsync(string service, CancellationToken cancellation)
    {
        var held = await HeldAsync(service, cancellation).ConfigureAwait(false);
        var ids = await ActivationsAsync(service, cancellation).ConfigureAwait(false);
        ids.UnionWith(held.Select(entry => entry.Activation).Where(id => id != 0));
        var states = new List<SagaState>();
        foreach (var some in ids.Chunk(Page))
            states.AddRange(await engine.ReadAsync(some, cancellation).ConfigureAwait(false));
        return RecordedService.Of(held, states);
    }

    private async Task<List<LedgerEntry>> HeldAsync(string service, CancellationToken cancellation)
    {
        var held = new List<LedgerEntry>();
        for (IReadOnlyList<LedgerEntry>? page = null; page is null || page.Count == Page;)
        {
            var query = new ResourceQuery(Page)
            {
                Service = service,
                After = page is null ? null : ResourceKey.Of(page[^1]),
            };
            held.AddRange(page = await services.ListResourcesAsync(query, cancellation).ConfigureAwait(false));
        }

        return held;
    }

    private async Task<HashSet<long>> ActivationsAsync(string service, CancellationToken cancellation)
    {
        var found = new HashSet<long>();
        for (IReadOnlyList<long>? page = null; page is null || page.Count == Page;)
        {
            var query = new ActivationQuery(Page) { Service = service, After = page?[^1] };
            found.UnionWith(page = await journal.ListAsync(query, cancellation).ConfigureAwait(false));
        }

        return found;
    }
}
