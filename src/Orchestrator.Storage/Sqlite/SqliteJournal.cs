using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Sqlite;

/// <summary>The journal in one SQLite file, for one process at a time.</summary>
internal sealed class SqliteJournal(SqliteDatabase database) : JournalReader(database), IJournal
{
    private readonly SqliteDatabase _database = database;
    private readonly ConcurrentBag<SqliteBatch> _batches = [];
    private readonly WrittenEnds _ends = new();
    private FolderLock? _lock;
    private SqliteWriter? _writer;
    private long _token;

    public async Task AcquireAsync(CancellationToken cancellation)
    {
        _lock ??= FolderLock.Take(_database.Settings.Folder);
        _token = await _database.InTransactionAsync(Fencing.TakeOverAsync, cancellation).ConfigureAwait(false);
        _ends.Forget();
    }

    public async Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation)
    {
        // What can be done before the turn to write has come is done before.
        var batch = _batches.TryTake(out var used) ? used : new SqliteBatch();
        batch.Fill(writes);

        // A single write goes to the disk on the thread that brings it: while little happens, handing it over would
        // take longer than that.
        var turn = _database.Writer.WaitAsync(cancellation);
        if (turn.IsCompleted && writes.Count > 1)
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await turn.ConfigureAwait(false);
        try
        {
            return Write(batch);
        }
        finally
        {
            _database.Writer.Release();
            _batches.Add(batch);
        }
    }

    public ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        _writer = null;
        _lock?.Dispose();
        _lock = null;
        return ValueTask.CompletedTask;
    }

    private IReadOnlyList<WriteResult> Write(SqliteBatch batch)
    {
        try
        {
            _writer ??= new SqliteWriter(_database.Settings, _ends);
            return _writer.Write(batch, _token);
        }
        catch (SqliteException failure)
        {
            // Whatever state the connection is in, the next batch begins with a new one.
            _writer?.Dispose();
            _writer = null;
            if (SqliteFailure.IsUnavailable(failure))
                throw SqliteFailure.Unavailable(_database.Settings.File, failure);

            throw;
        }
    }
}
