using System.Data.Common;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>What was made of follow-ups: the same statements for both databases.</summary>
internal sealed class SqlFollowUps(IDatabase database) : IFollowUps
{
    private const string Columns =
        "select service, follow_up, due, time, customer, event, activation, outcome, note from service_follow_ups";

    public async Task<IReadOnlyList<MadeFollowUp>> FindAsync(
        IReadOnlyList<string> services, CancellationToken cancellation)
    {
        if (services.Count == 0)
            return [];

        var sql = new SqlQuery("");
        var names = new string[services.Count];
        for (var index = 0; index < names.Length; index++)
        {
            names[index] = $"@s{index}";
            sql.With($"s{index}", StoredText.Of(services[index]));
        }

        sql.Text = $"{Columns} where service in ({string.Join(", ", names)})";
        return await database.QueryAsync(sql, Read, cancellation).ConfigureAwait(false);
    }

    public Task KeepAsync(MadeFollowUp made, CancellationToken cancellation) => database.InTransactionAsync(
        async transaction =>
        {
            await transaction.ExecuteAsync(new SqlQuery(
                "insert into service_follow_ups (service, follow_up, due, id, time, customer, event, activation, outcome, "
                + "note) values (@service, @follow, @due, @id, @time, @customer, @event, @activation, @outcome, @note) "
                + "on conflict (service, follow_up, due) do nothing")
                .With("service", StoredText.Of(made.Service))
                .With("follow", StoredText.Of(made.FollowUp))
                .With("due", StoredTime.Of(made.Due))
                .With("id", StoredText.Of(made.Id))
                .With("time", StoredTime.Of(made.Time))
                .With("customer", StoredText.Of(made.Customer))
                .With("event", StoredText.Of(made.Event))
                .With("activation", made.Activation)
                .With("outcome", (int)made.Outcome)
                .With("note", StoredText.Of(made.Note))).ConfigureAwait(false);
            return true;
        },
        cancellation);

    public Task<IReadOnlyList<MadeFollowUp>> ListAsync(RecordQuery query, CancellationToken cancellation) =>
        database.QueryAsync(CustomerRows.Page(Columns, query), Read, cancellation);

    private static MadeFollowUp Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), StoredTime.Read(row.GetInt64(2)))
        {
            Time = StoredTime.Read(row.GetInt64(3)),
            Customer = row.GetString(4),
            Event = row.GetString(5),
            Activation = row.GetInt64(6),
            Outcome = (FollowUpOutcome)row.GetInt32(7),
            Note = row.GetString(8),
        };
}
