using Npgsql;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>The journal in a PostgreSQL database.</summary>
internal sealed class PostgresJournal(PostgresDatabase database, PostgresTokens tokens)
    : JournalReader(database), IJournal
{
    private readonly PostgresDatabase _database = database;
    private readonly PostgresWriter _writer = new(database.Writers);
    private PostgresOwner? _owner;

    public async Task AcquireAsync(CancellationToken cancellation)
    {
        if (_owner is not null)
            await _owner.DisposeAsync().ConfigureAwait(false);
        _owner = null;
        _owner = await PostgresOwner.AcquireAsync(_database, cancellation).ConfigureAwait(false);
        tokens.Begin(_owner.Node, _owner.Tokens);
        _writer.Forget();
    }

    public async Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation)
    {
        var now = tokens.Now;
        RefuseOutdated(writes, now);
        try
        {
            return await _writer.WriteAsync(writes, now, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (PostgresFailure.IsUnavailable(failure))
        {
            // Connections of before the failure would each fail once more.
            if (failure is NpgsqlException)
                _database.Writers.Clear();
            throw PostgresFailure.Unavailable(failure);
        }
    }

    /// <summary>
    /// What was decided under a lease that is over does not go out with the token of the next one: the owner between
    /// may have gone on, and what was read since does not know of it.
    /// </summary>
    private static void RefuseOutdated(IReadOnlyList<ShardOutput.Write> writes, PostgresTokens.Snapshot now)
    {
        List<int>? outdated = null;
        foreach (var write in writes)
        {
            foreach (var lease in write.Under)
            {
                if (now.Tokens[lease.Shard] != lease.Token)
                    (outdated ??= []).Add(lease.Shard);
            }
        }

        if (outdated is not null)
            throw new OwnershipLostException(
                "What was decided under a lease that is over is not written under another one.", outdated);
    }

    /// <summary>Shards were gained, in which others have written.</summary>
    public void Forget() => _writer.Forget();

    public async ValueTask DisposeAsync()
    {
        if (_owner is not null)
            await _owner.DisposeAsync().ConfigureAwait(false);
        _owner = null;
    }
}
