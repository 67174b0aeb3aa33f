using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// The fencing token of a database with one owner at a time: it grows with every owner, and every write checks it in
/// its own transaction.
/// </summary>
internal static class Fencing
{
    /// <summary>Makes this process the owner of every shard.</summary>
    /// <returns>The token that its writes must find.</returns>
    public static async Task<long> TakeOverAsync(SqlTransaction transaction)
    {
        var rows = string.Join(
            ", ", Enumerable.Range(0, ActivationId.Shards).Select(shard => $"({shard}, 1, @owner, @since)"));
        await transaction.ExecuteAsync(new SqlQuery(
            $"insert into shards (shard, token, owner, since) values {rows} on conflict (shard) do update set "
            + "token = shards.token + 1, owner = excluded.owner, since = excluded.since")
            .With("owner", $"{Environment.MachineName}/{Environment.ProcessId}")
            .With("since", StoredTime.Of(TimeProvider.System.GetUtcNow()))).ConfigureAwait(false);
        var tokens = await transaction.QueryAsync(
            new SqlQuery("select max(token) from shards"), row => row.GetInt64(0)).ConfigureAwait(false);
        return tokens[0];
    }
}
