using System.Data.Common;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Everything that is read of a journal: the same statements for both databases.</summary>
internal abstract class JournalReader(IDatabase database)
{
    public async Task<IReadOnlyDictionary<int, long>> ReadLastIdsAsync(CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            new SqlQuery("select max(id) from activations"),
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0),
            cancellation)
            .ConfigureAwait(false);
        return found[0] is { } greatest
            ? Enumerable.Range(0, ActivationId.Shards).ToDictionary(
                shard => shard, shard => ActivationId.LastBeside(greatest, shard))
            : new Dictionary<int, long>();
    }

    public async Task<IReadOnlyList<ActivationHistory>> ReadAsync(
        IReadOnlyList<long> activations, long afterSequence, CancellationToken cancellation)
    {
        if (activations.Count == 0)
            return [];

        long[] ids = [.. activations];
        var known = new SqlQuery(
            $"""
            select a.id, s.wake, {ServiceRow.Columns} from activations a
            left join activation_states s on s.activation = a.id
            left join services v on v.id = a.service
            where {database.AnyOf("a.id", "ids")}
            """).With("ids", ids);
        var headers = await database.QueryAsync(known, ReadHeader, cancellation).ConfigureAwait(false);
        var rows = new SqlQuery(
            $"select activation, sequence, time, events from journal where {database.AnyOf("activation", "ids")} and "
            + "sequence > @after order by activation, sequence").With("ids", ids).With("after", afterSequence);
        var transitions = await database.QueryAsync(rows, ReadTransition, cancellation).ConfigureAwait(false);

        var histories = headers.ToDictionary(header => header.Id);
        foreach (var transition in transitions)
        {
            if (histories.TryGetValue(transition.Activation, out var history))
                history.Transitions.Add(transition);
        }

        return [.. ids.Where(histories.ContainsKey).Select(id => histories[id]).Select(found =>
            new ActivationHistory(found.Id, found.Transitions, found.Wake, found.Service))];
    }

    public Task<IReadOnlyList<long>> FindAwakeAsync(
        DateTimeOffset dueUntil, bool withAlways, long after, int limit, CancellationToken cancellation)
    {
        // Those that sleep until a time have an index. Those with work under way are looked for once, after a start, in
        // the order of the key.
        var kind = withAlways ? "wake >= 0" : "wake > 0";
        var awake = $"select activation from activation_states where {kind} and wake <= @due and activation > @after "
            + "order by activation limit @limit";
        var ended = "select child from ended_children where child > @after order by child limit @limit";
        return database.QueryAsync(
            new SqlQuery(withAlways ? $"select * from ({awake}) awake union select * from ({ended}) ended order by 1 limit @limit" : awake)
                .With("due", Math.Max(StoredTime.Of(dueUntil), StateRow.WakeAlways)).With("after", after)
                    .With("limit", (long)limit),
            row => row.GetInt64(0),
            cancellation);
    }

    public Task<IReadOnlyList<long>> FindAwaitingAsync(
        string name, string? correlationId, long after, int limit, CancellationToken cancellation)
    {
        var query = new SqlQuery("").With("name", StoredText.Of(name)).With("after", after).With("limit", (long)limit);
        if (correlationId is not null)
            query.With("correlation", StoredText.Of(correlationId));

        // With a correlation id those that have none are none: so much is written out for the index that leaves them
        // out.
        var narrowed = correlationId is null ? "" : " and correlation = @correlation and correlation <> ''";
        query.Text =
            $"select activation from awaited_events where name = @name{narrowed} and activation > @after order by "
                + "activation limit @limit";
        return database.QueryAsync(query, row => row.GetInt64(0), cancellation);
    }

    public async Task<StartedBy?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            new SqlQuery(
                "select j.activation, j.sequence, j.time, j.events from activations a join journal j on "
                + "j.activation = a.id where a.request = @request order by j.sequence limit 1").With("request", new SqlQuery.Key(RequestKey.Of(caller, requestId))),
            ReadTransition,
            cancellation).ConfigureAwait(false);
        return found is [{ Events: [ActivationAccepted accepted, ..] } first]
            ? new StartedBy(first.Activation, accepted.Order.RequestHash)
            : null;
    }

    public Task<IReadOnlyList<long>> ListAsync(ActivationQuery query, CancellationToken cancellation) =>
        database.QueryAsync(ListQuery.Of(query, database), row => row.GetInt64(0), cancellation);

    public async Task<ServiceEntry?> FindServiceAsync(string service, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            new SqlQuery(
                $"select {ServiceRow.Columns} from services v where v.id = @id").With("id", StoredText.Of(service)),
            row => ServiceRow.Read(row, 0),
            cancellation).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<IReadOnlyList<ServiceEntry>> ListServicesAsync(
        string customer, int limit, CancellationToken cancellation)
    {
        // Activations are indexed by customer, and every service has one that made it.
        var query = new SqlQuery(
            $"""
            select {ServiceRow.Columns} from services v
            where v.id in (select a.service from activations a where a.customer = @customer and a.service is not null)
            and v.customer = @customer and v.state <> @terminated
            order by v.id limit @limit
            """)
            .With("customer", StoredText.Of(customer))
            .With("terminated", (long)ServiceState.Terminated)
            .With("limit", (long)limit);
        var found = await database.QueryAsync(query, row => ServiceRow.Read(row, 0)!, cancellation).ConfigureAwait(false);
        return found;
    }

    public Task PingAsync(CancellationToken cancellation) =>
        database.QueryAsync(
            new SqlQuery("select count(*) from shards where shard = 0"), row => row.GetInt64(0), cancellation);

    private static Header ReadHeader(DbDataReader row) =>
        new(row.GetInt64(0), StateRow.ReadWake(row.IsDBNull(1) ? null : row.GetInt64(1)), ServiceRow.Read(row, 2), []);

    private static Transition ReadTransition(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), StoredTime.Read(row.GetInt64(2)), EventJson.Read(
            EventPhrases.Expand(row.GetFieldValue<byte[]>(3))));

    private sealed record Header(long Id, Wake Wake, ServiceEntry? Service, List<Transition> Transitions);
}
