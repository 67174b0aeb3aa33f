using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>A journal in memory that keeps every rule of the port; and breaks down when a test wants it to.</summary>
/// <param name="database">What outlives it; a second journal on the same one is a process that has taken over.</param>
public sealed class InMemoryJournal(MemoryDatabase database) : IJournal
{
    private int _token;

    /// <summary>Asked before every batch; a batch waits for it, and fails with it.</summary>
    public Func<IReadOnlyList<ShardOutput.Write>, Task>? BeforeWrite { get; set; }

    /// <summary>Asked after every batch is durable, before the writer learns of it.</summary>
    public Func<IReadOnlyList<ShardOutput.Write>, Task>? AfterWrite { get; set; }

    /// <summary>Nobody can reach it.</summary>
    public bool IsAway { get; set; }

    public Task AcquireAsync(CancellationToken cancellation) => Ask(() => _token = ++database.Token);

    public async Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation)
    {
        if (BeforeWrite is { } before)
            await before(writes);
        var results = await Ask(() => Write(writes));
        if (AfterWrite is { } after)
            await after(writes);
        return results;
    }

    public Task<IReadOnlyDictionary<int, long>> ReadLastIdsAsync(CancellationToken cancellation) =>
        Ask<IReadOnlyDictionary<int, long>>(() => database.Activations.Keys.GroupBy(ActivationId.Shard)
            .ToDictionary(shard => shard.Key, shard => shard.Max()));

    public Task<IReadOnlyList<ActivationHistory>> ReadAsync(
        IReadOnlyList<long> activations, long afterSequence, CancellationToken cancellation) =>
        Ask<IReadOnlyList<ActivationHistory>>(() =>
            [.. activations.Where(database.Activations.ContainsKey).Select(id => HistoryOf(id, afterSequence))]);

    public Task<IReadOnlyList<long>> FindAwakeAsync(
        DateTimeOffset dueUntil, bool withAlways, long after, int limit, CancellationToken cancellation) =>
        Ask<IReadOnlyList<long>>(() =>
        [
            .. database.Activations
                .Where(one => one.Key > after
                    && (IsAwake(one.Value.Entry.Wake, dueUntil, withAlways) || (withAlways && database.Ends.ContainsKey(one.Key))))
                .Select(one => one.Key).Take(limit),
        ]);

    public Task<IReadOnlyList<long>> FindAwaitingAsync(
        string name, string? correlationId, long after, int limit, CancellationToken cancellation) =>
        Ask<IReadOnlyList<long>>(() =>
        [
            .. database.Activations
                .Where(one => one.Key > after && one.Value.Awaits.OfType<Awaited.Event>().Any(awaited =>
                    awaited.Name == name && (correlationId is null || awaited.CorrelationId == correlationId)))
                .Select(one => one.Key).Take(limit),
        ]);

    public Task<StartedBy?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation) =>
        Ask(() => database.FindRequest(caller, requestId) is { } id
            ? new StartedBy(id, database.Activations[id].Order.RequestHash)
            : null);

    public Task<IReadOnlyList<long>> ListAsync(ActivationQuery query, CancellationToken cancellation) =>
        Ask<IReadOnlyList<long>>(() =>
        {
            var fitting = database.Activations.Where(one => Fits(query, one.Value)).Select(one => one.Key);
            return query.OldestFirst
                ? [.. fitting.Where(id => query.After is null || id > query.After).Take(query.Limit)]
                : [.. fitting.Reverse().Where(id => query.After is null || id < query.After).Take(query.Limit)];
        });

    public Task<ServiceEntry?> FindServiceAsync(string service, CancellationToken cancellation) =>
        Ask(() => database.Services.GetValueOrDefault(service));

    public Task<IReadOnlyList<ServiceEntry>> ListServicesAsync(
        string customer, int limit, CancellationToken cancellation) =>
        Ask<IReadOnlyList<ServiceEntry>>(() =>
        [
            .. database.Services.Values
                .Where(service => service.Customer == customer && service.State != ServiceState.Terminated)
                .OrderBy(service => service.Id, StringComparer.Ordinal)
                .Take(limit),
        ]);

    public Task PingAsync(CancellationToken cancellation) => Ask(() => true);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private WriteResult[] Write(IReadOnlyList<ShardOutput.Write> writes)
    {
        if (database.Token != _token || _token == 0)
            throw new OwnershipLostException("Another process has taken the shards over.");

        foreach (var write in writes)
            database.Check(write);
        return [.. writes.Select(write => new WriteResult(write.Number, database.Write(write)))];
    }

    private Task<T> Ask<T>(Func<T> answer)
    {
        if (IsAway)
            return Task.FromException<T>(new JournalUnavailableException("The database cannot be reached."));

        lock (database)
        {
            try
            {
                return Task.FromResult(answer());
            }
            catch (OwnershipLostException lost)
            {
                return Task.FromException<T>(lost);
            }
        }
    }

    private ActivationHistory HistoryOf(long id, long after)
    {
        var activation = database.Activations[id];
        var transitions = activation.Rows.Where(row => row.Sequence > after)
            .Select(row => new Transition(id, row.Sequence, row.Time, EventJson.Read(row.Events)));
        return new ActivationHistory(
            id, [.. transitions], activation.Entry.Wake, database.Services.GetValueOrDefault(activation.Order.Service));
    }

    private static bool IsAwake(Wake wake, DateTimeOffset dueUntil, bool withAlways) =>
        (withAlways && wake.Always) || wake.At <= dueUntil;

    private static bool Fits(ActivationQuery query, MemoryDatabase.Activation one) =>
        (query.States.Count == 0 || query.States.Contains(one.Entry.State))
        && (query.Customer is null || query.Customer == one.Order.Customer)
        && (query.Service is null || query.Service == one.Order.Service)
        && (query.Product is null || query.Product == one.Order.Product)
        && (query.OrderReference is null || query.OrderReference == one.Order.OrderReference)
        && (query.Action is null || query.Action == one.Order.Action)
        && (query.Channel is null || query.Channel == one.Order.Channel)
        && query.Labels.All(label => one.Order.Labels.TryGetValue(label.Key, out var value) && value == label.Value)
        && !(one.Rows[0].Time <= query.CreatedAfter)
        && !(one.Rows[0].Time >= query.CreatedBefore)
        && (!query.InJeopardy || one.DueTime is { InJeopardy: true })
        && (query.Parent is null || query.Parent == one.Order.Parent?.Activation)
        && (query.FalloutAdapter is null || one.Entry.FalloutAdapters?.Contains(query.FalloutAdapter) == true);
}
