using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Open activations with due times: the same statements for both databases.</summary>
internal sealed class SqlDueTimes(IDatabase database) : IDueTimes
{
    public Task<IReadOnlyList<long>> FindAsync(
        WorkflowId? workflow,
        DateTimeOffset after,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellation)
    {
        var query = new SqlQuery("")
            .With("after", StoredTime.Of(after))
            .With("until", StoredTime.Of(until))
            .With("limit", (long)limit);
        var narrowed = "";
        if (workflow is { } version)
        {
            query.With("workflow", StoredText.Of(version.Definition)).With("version", (long)version.Version);
            narrowed = "workflow = @workflow and version = @version and ";
        }

        query.Text = $"select activation from due_times where {narrowed}due > @after and due <= @until "
            + "order by due, activation limit @limit";
        return database.QueryAsync(query, row => row.GetInt64(0), cancellation);
    }
}
