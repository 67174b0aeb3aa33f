using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>How often incomplete teardowns were tried: the same statements for both databases.</summary>
internal sealed class SqlTeardownAttempts(IDatabase database) : ITeardownAttempts
{
    public Task<IReadOnlyList<TeardownTries>> ListAsync(CancellationToken cancellation) => database.QueryAsync(
        new SqlQuery("select service, attempts, next_time, note from teardown_retries order by service"),
        row => new TeardownTries(
            row.GetString(0), row.GetInt32(1), StoredTime.Read(row.GetInt64(2)), row.GetString(3)),
        cancellation);

    public Task KeepAsync(TeardownTries retry, CancellationToken cancellation) => ExecuteAsync(
        new SqlQuery(
            "insert into teardown_retries (service, attempts, next_time, note) values (@service, @attempts, @next, @note) "
            + "on conflict (service) do update set attempts = @attempts, next_time = @next, note = @note")
            .With("service", StoredText.Of(retry.Service))
            .With("attempts", retry.Attempts)
            .With("next", StoredTime.Of(retry.NextTime))
            .With("note", StoredText.Of(retry.Note)),
        cancellation);

    public Task ForgetAsync(string service, CancellationToken cancellation) => ExecuteAsync(
        new SqlQuery("delete from teardown_retries where service = @service").With("service", StoredText.Of(service)),
        cancellation);

    private Task<bool> ExecuteAsync(SqlQuery statement, CancellationToken cancellation) => database.InTransactionAsync(
        async transaction =>
        {
            await transaction.ExecuteAsync(statement).ConfigureAwait(false);
            return true;
        },
        cancellation);
}
