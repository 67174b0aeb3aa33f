using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Rows of what was told about customers and decided about their services, each once for a request.</summary>
public sealed class MemoryCustomerRecords
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Actor, string RequestId), (string Hash, object What)> _requests = [];

    /// <summary>What is there already for the request; else what is made now. Null where the hash is another one.</summary>
    public T? Keep<T>(string actor, string requestId, string hash, Func<T> make)
        where T : class
    {
        lock (_gate)
        {
            if (_requests.TryGetValue((actor, requestId), out var kept))
                return kept.Hash == hash ? kept.What as T : null;

            var made = make();
            _requests[(actor, requestId)] = (hash, made);
            return made;
        }
    }

    /// <summary>What a request led to; null where there was none, and a hash of another one where it differs.</summary>
    public (string Hash, object What)? Find(string actor, string requestId)
    {
        lock (_gate)
            return _requests.TryGetValue((actor, requestId), out var kept) ? kept : null;
    }

    public IReadOnlyList<T> Page<T>(
        RecordQuery query, Func<T, (string Customer, string Service, DateTimeOffset Time, string Id)> read)
    {
        lock (_gate)
        {
            var fitting = _requests.Values
                .Select(static one => one.What)
                .OfType<T>()
                .Where(one => read(one).Customer == query.Customer
                    && (query.Service is null || read(one).Service == query.Service)
                    && IsAfter(read(one).Time, read(one).Id, query))
                .OrderBy(one => read(one).Time)
                .ThenBy(one => read(one).Id, StringComparer.Ordinal);
            return [.. (query.OldestFirst ? fitting : fitting.Reverse()).Take(query.Limit)];
        }
    }

    private static bool IsAfter(DateTimeOffset time, string id, RecordQuery query)
    {
        if (query.After is not { } after)
            return true;

        var order = time == after.Time ? string.CompareOrdinal(id, after.Id) : time.CompareTo(after.Time);
        return query.OldestFirst ? order > 0 : order < 0;
    }
}
