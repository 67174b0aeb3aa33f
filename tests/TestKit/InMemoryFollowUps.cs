using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>What was made of follow-ups, in memory; as the databases keep it.</summary>
public sealed class InMemoryFollowUps : IFollowUps
{
    private readonly Dictionary<string, MadeFollowUp> _made = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<MadeFollowUp>> FindAsync(
        IReadOnlyList<string> services, CancellationToken cancellation)
    {
        lock (_made)
            return Task.FromResult<IReadOnlyList<MadeFollowUp>>(
                [.. _made.Values.Where(one => services.Contains(one.Service))]);
    }

    public Task KeepAsync(MadeFollowUp made, CancellationToken cancellation)
    {
        lock (_made)
            _made.TryAdd(made.Id, made);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<MadeFollowUp>> ListAsync(RecordQuery query, CancellationToken cancellation)
    {
        lock (_made)
        {
            var all = _made.Values
                .Where(one => one.Customer == query.Customer && (query.Service is null || one.Service == query.Service))
                .OrderBy(one => one.Time)
                .ThenBy(one => one.Id, StringComparer.Ordinal)
                .ToArray();
            if (!query.OldestFirst)
                Array.Reverse(all);
            var rest = query.After is { } after
                ? all.SkipWhile(one => one.Time != after.Time || one.Id != after.Id).Skip(1)
                : all;
            return Task.FromResult<IReadOnlyList<MadeFollowUp>>([.. rest.Take(query.Limit)]);
        }
    }
}
