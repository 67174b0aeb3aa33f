using System.Data.Common;
using System.Text;
using System.Text.Json;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// Rows of workflow_versions and workflow_requests. Documents are bytes, so that they come back byte for byte.
/// </summary>
internal static class WorkflowRows
{
    private const string Columns =
        "w.definition, w.version, w.display_name, w.description, w.content, w.content_hash, w.adapters, w.author, "
            + "w.publish_time, w.is_retired";

    /// <param name="version">0: the latest that is not retired.</param>
    public static SqlQuery Find(string definition, int version) => version == 0
        ? new SqlQuery($"select {Columns} from workflow_versions w where w.definition = @definition and w.is_retired = "
            + "0 order by w.version desc limit 1")
            .With("definition", StoredText.Of(definition))
        : new SqlQuery(
            $"select {Columns} from workflow_versions w where w.definition = @definition and w.version = @version")
            .With("definition", StoredText.Of(definition)).With("version", version);

    public static SqlQuery List(bool allVersions, (string Definition, int Version)? after, int limit)
    {
        var conditions = new List<string>();
        var query = new SqlQuery("").With("limit", (long)limit);
        if (!allVersions)
            conditions.Add(
                "w.version = (select max(l.version) from workflow_versions l where l.definition = w.definition)");
        if (after is { } last)
        {
            query.With("definition", StoredText.Of(last.Definition)).With("version", last.Version);
            conditions.Add("(w.definition > @definition or (w.definition = @definition and w.version < @version))");
        }

        var where = conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        query.Text =
            $"select {Columns} from workflow_versions w{where} order by w.definition, w.version desc limit @limit";
        return query;
    }

    public static StoredWorkflow Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        row.GetString(2),
        row.GetString(3),
        TextOf(row.GetFieldValue<byte[]>(4)),
        row.GetString(5),
        JsonSerializer.Deserialize<string[]>(row.GetString(6))!,
        row.GetString(7),
        StoredTime.Read(row.GetInt64(8)),
        row.GetInt32(9) != 0);

    public static SqlQuery FindRequest(string caller, string requestId) =>
        new SqlQuery("select request_hash, definition, version from workflow_requests where request = @request")
            .With("request", new SqlQuery.Key(RequestKey.Of(caller, requestId)));

    public static WorkflowRequest ReadRequest(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt32(2));

    public static async Task<StoredWorkflow?> FindAsync(SqlTransaction transaction, string definition, int version)
    {
        var found = await transaction.QueryAsync(Find(definition, version), Read).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public static async Task<WorkflowRequest?> FindRequestAsync(
        SqlTransaction transaction, string caller, string requestId)
    {
        var found = await transaction.QueryAsync(FindRequest(caller, requestId), ReadRequest).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>0 where there is none.</summary>
    public static async Task<int> FindLatestVersionAsync(SqlTransaction transaction, string definition)
    {
        var found = await transaction.QueryAsync(
            new SqlQuery("select coalesce(max(version), 0) from workflow_versions where definition = @definition")
                .With("definition", StoredText.Of(definition)),
            row => row.GetInt32(0)).ConfigureAwait(false);
        return found[0];
    }

    public static async Task<StoredWorkflow> AddAsync(
        SqlTransaction transaction, NewWorkflowVersion version, int number)
    {
        await transaction.ExecuteAsync(new SqlQuery(
            "insert into workflow_versions (definition, version, display_name, description, content, content_hash, "
            + "adapters, author, publish_time, is_retired) values (@definition, @version, @name, @description, "
            + "@content, @hash, @adapters, @author, @time, 0)")
            .With("definition", StoredText.Of(version.Definition))
            .With("version", number)
            .With("name", StoredText.Of(version.DisplayName))
            .With("description", StoredText.Of(version.Description))
            .With("content", BytesOf(version.Content))
            .With("hash", StoredText.Of(version.ContentHash))
            .With("adapters", JsonSerializer.Serialize(version.Adapters))
            .With("author", StoredText.Of(version.Author))
            .With("time", StoredTime.Of(version.Time))).ConfigureAwait(false);
        if (version.Trigger is { } trigger)
            await transaction.ExecuteAsync(TriggerRows.Insert(version.Definition, number, trigger))
                .ConfigureAwait(false);
        return (await FindAsync(transaction, version.Definition, number).ConfigureAwait(false))!;
    }

    /// <summary>Adds the version, or finds that the latest one has its content.</summary>
    public static async Task<PublishResult> PublishAsync(SqlTransaction transaction, NewWorkflowVersion version)
    {
        var latest = await FindLatestVersionAsync(transaction, version.Definition).ConfigureAwait(false);
        if (version.ExpectedLatest is { } expected && expected != latest)
            return new PublishResult.NotLatest(latest);

        var stored = await FindAsync(transaction, version.Definition, version: 0).ConfigureAwait(false);
        if (stored?.ContentHash != version.ContentHash)
            stored = await AddAsync(transaction, version, latest + 1).ConfigureAwait(false);
        await KeepRequestAsync(
            transaction, version.Caller, version.RequestId, version.RequestHash, stored!).ConfigureAwait(false);
        return new PublishResult.Published(stored!);
    }

    public static Task RetireAsync(SqlTransaction transaction, string definition, int version) =>
        transaction.ExecuteAsync(
        new SqlQuery("update workflow_versions set is_retired = 1, retire_time = @time where definition = @definition "
            + "and version = @version and is_retired = 0")
            .With("definition", StoredText.Of(definition)).With("version", version).With(
                "time", StoredTime.Of(TimeProvider.System.GetUtcNow())));

    public static Task KeepRequestAsync(
        SqlTransaction transaction, string caller, string requestId, string requestHash, StoredWorkflow about) =>
            transaction.ExecuteAsync(
        new SqlQuery("insert into workflow_requests (request, request_hash, definition, version) values (@request, "
            + "@hash, @definition, @version)")
            .With("request", new SqlQuery.Key(RequestKey.Of(caller, requestId)))
            .With("hash", StoredText.Of(requestHash))
            .With("definition", StoredText.Of(about.Definition))
            .With("version", about.Version));

    public static byte[] BytesOf(string text) => Encoding.UTF8.GetBytes(text);

    public static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
