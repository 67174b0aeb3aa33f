using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Reads all of a journal in memory; leaves nothing out.</summary>
public sealed class InMemoryJournalScan(MemoryDatabase database) : IJournalScan
{
    public Task<IReadOnlyList<long>> FindAsync(
        ScanQuery query, long after, int limit, CancellationToken cancellation)
    {
        var (from, until) = (ActivationId.First(query.From, 0), ActivationId.First(query.Until, 0));
        lock (database)
        {
            return Task.FromResult<IReadOnlyList<long>>(
            [
                .. database.Activations
                    .Where(one => one.Key > after && one.Key >= from && one.Key < until && Fits(query, one.Value.Order))
                    .Select(one => one.Key)
                    .Take(limit),
            ]);
        }
    }

    public Task<IReadOnlyList<ScannedHistory>> ReadAsync(
        IReadOnlyList<long> page, ScanFor what, CancellationToken cancellation)
    {
        lock (database)
        {
            return Task.FromResult<IReadOnlyList<ScannedHistory>>(
                [.. page.Where(database.Activations.ContainsKey).Select(id => HistoryOf(id))]);
        }
    }

    private ScannedHistory HistoryOf(long id) => new(
        id,
        [.. database.Activations[id].Rows.Select(row => new ScannedTransition(row.Time, EventJson.Read(row.Events)))]);

    private static bool Fits(ScanQuery query, ActivationOrder order) =>
        (query.Product is null || query.Product == order.Product)
        && (query.Action is null || query.Action == order.Action)
        && (query.Channel is null || query.Channel == order.Channel);
}
