using System.Data.Common;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>What the tables of a customer's records have in common: once for each request, and pages of a timeline.</summary>
internal static class CustomerRows
{
    /// <summary>Where a request's record is, and what the request said; null where there was none.</summary>
    public static async Task<KeptRequest?> FindRequestAsync(SqlTransaction transaction, SqlQuery.Key request)
    {
        var found = await transaction.QueryAsync(
            new SqlQuery("select request_hash, time, id from customer_requests where request = @request")
                .With("request", request),
            row => new KeptRequest(row.GetString(0), row.GetInt64(1), row.GetString(2))).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public static Task KeepRequestAsync(SqlTransaction transaction, SqlQuery.Key request, KeptRequest kept) =>
        transaction.ExecuteAsync(
        new SqlQuery("insert into customer_requests (request, time, request_hash, id) values (@request, @time, @hash, @id)")
            .With("request", request)
            .With("time", kept.Time)
            .With("hash", StoredText.Of(kept.Hash))
            .With("id", kept.Id));

    /// <summary>The record that a request led to.</summary>
    /// <param name="transaction">Which has seen the request.</param>
    /// <param name="columns">What to read, from which table.</param>
    /// <param name="customer">Whose.</param>
    /// <param name="kept">The request.</param>
    /// <param name="read">Of a row.</param>
    public static async Task<T> ReadAsync<T>(
        SqlTransaction transaction, string columns, string customer, KeptRequest kept, Func<DbDataReader, T> read)
    {
        var found = await transaction.QueryAsync(
            new SqlQuery($"{columns} where customer = @customer and time = @time and id = @id")
                .With("customer", StoredText.Of(customer))
                .With("time", kept.Time)
                .With("id", kept.Id),
            read).ConfigureAwait(false);
        return found[0];
    }

    /// <param name="columns">What to read, from which table.</param>
    /// <param name="query">The page.</param>
    public static SqlQuery Page(string columns, RecordQuery query)
    {
        var sql = new SqlQuery("").With("customer", StoredText.Of(query.Customer)).With("limit", (long)query.Limit);
        var conditions = "customer = @customer";
        if (query.Service is { } service)
        {
            sql.With("service", StoredText.Of(service));
            conditions += " and service = @service";
        }

        if (query.After is { } after)
        {
            sql.With("time", StoredTime.Of(after.Time)).With("id", StoredText.Of(after.Id));
            conditions += $" and (time, id) {(query.OldestFirst ? '>' : '<')} (@time, @id)";
        }

        var order = query.OldestFirst ? "time, id" : "time desc, id desc";
        sql.Text = $"{columns} where {conditions} order by {order} limit @limit";
        return sql;
    }

    /// <param name="Hash">Of what the request said.</param>
    /// <param name="Time">Of its record.</param>
    /// <param name="Id">Of its record.</param>
    internal sealed record KeptRequest(string Hash, long Time, string Id);
}
