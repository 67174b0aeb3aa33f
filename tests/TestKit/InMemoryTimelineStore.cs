using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Spans of a customer's activations, as a memory database has them.</summary>
public sealed class InMemoryTimelineStore(MemoryDatabase database) : ITimelineStore
{
    public Task<IReadOnlyList<ActivationSpan>> ListSpansAsync(SpanQuery query, CancellationToken cancellation)
    {
        lock (database)
        {
            var spans = database.Activations
                .Where(one => one.Value.Order.Customer == query.Customer
                    && (query.Service is null || one.Value.Order.Service == query.Service)
                    && !(one.Key > query.UpTo))
                .Select(static one => new ActivationSpan(one.Key, one.Value.Rows[^1].Time))
                .Where(one => !(one.Last < query.LastFrom));
            spans = query.OldestFirst
                ? spans.Where(one => query.After is not { } after || one.Activation > after.Activation)
                : spans.OrderByDescending(static one => (one.Last, one.Activation))
                    .Where(one => query.After is not { } after
                        || (one.Last, one.Activation).CompareTo((after.Last, after.Activation)) < 0);
            return Task.FromResult<IReadOnlyList<ActivationSpan>>([.. spans.Take(query.Limit)]);
        }
    }
}
