using System.Data.Common;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>How far work that recurs has been done: the same statements for both databases.</summary>
internal sealed class SqlRecurringRuns(IDatabase database) : IRecurringRuns
{
    public Task RegisterAsync(IReadOnlyList<string> works, DateTimeOffset upTo, CancellationToken cancellation) =>
        database.InTransactionAsync(
            async transaction =>
            {
                foreach (var work in works)
                {
                    await transaction.ExecuteAsync(new SqlQuery(
                        "insert into recurring_work (work, done_up_to, owner, until, problem) "
                        + "values (@work, @done, '', 0, '') on conflict (work) do nothing")
                        .With("work", StoredText.Of(work))
                        .With("done", StoredTime.Of(upTo))).ConfigureAwait(false);
                }

                return true;
            },
            cancellation);

    public Task<IReadOnlyList<RecurringState>> ReadAsync(CancellationToken cancellation) => database.QueryAsync(
        new SqlQuery("select work, done_up_to, owner, until, end_time, problem from recurring_work order by work"),
        Read,
        cancellation);

    public Task<bool> TakeAsync(RecurringTake take, CancellationToken cancellation) => ChangesAsync(
        new SqlQuery(
            "update recurring_work set owner = @owner, until = @until "
            + "where work = @work and done_up_to = @done and until <= @now returning 1")
            .With("owner", StoredText.Of(take.Owner))
            .With("until", StoredTime.Of(take.Until))
            .With("work", StoredText.Of(take.Seen.Work))
            .With("done", StoredTime.Of(take.Seen.DoneUpTo))
            .With("now", StoredTime.Of(take.Now)),
        cancellation);

    public Task<bool> KeepAsync(string work, string owner, DateTimeOffset until, CancellationToken cancellation) =>
        ChangesAsync(
            new SqlQuery("update recurring_work set until = @until where work = @work and owner = @owner returning 1")
                .With("until", StoredTime.Of(until))
                .With("work", StoredText.Of(work))
                .With("owner", StoredText.Of(owner)),
            cancellation);

    public Task ReturnAsync(
        string work,
        string owner,
        DateTimeOffset? doneUpTo,
        string problem,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        var update = new SqlQuery(
            "update recurring_work set until = 0, end_time = @now, problem = @problem, "
            + $"done_up_to = {(doneUpTo is null ? "done_up_to" : "@done")} where work = @work and owner = @owner "
            + "returning 1")
            .With("now", StoredTime.Of(now))
            .With("problem", StoredText.Of(problem))
            .With("work", StoredText.Of(work))
            .With("owner", StoredText.Of(owner));
        if (doneUpTo is { } done)
            update.With("done", StoredTime.Of(done));
        return ChangesAsync(update, cancellation);
    }

    private Task<bool> ChangesAsync(SqlQuery update, CancellationToken cancellation) => database.InTransactionAsync(
        async transaction =>
            await transaction.QueryAsync(update, static row => true).ConfigureAwait(false) is [true],
        cancellation);

    private static RecurringState Read(DbDataReader row) => new(
        row.GetString(0),
        StoredTime.Read(row.GetInt64(1)),
        row.GetString(2),
        StoredTime.Read(row.GetInt64(3)),
        row.IsDBNull(4) ? null : StoredTime.Read(row.GetInt64(4)),
        row.GetString(5));
}
