using Microsoft.Data.Sqlite;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;
using SQLitePCL;

namespace Orchestrator.Storage.Sqlite;

/// <summary>
/// Writes batches on one connection. A batch is written as if nothing stood in its way; where something does, nothing
/// of it is done, and it is written once more, looking before each write. It has the only open transaction that writes,
/// so what it reads is what it will find.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly WrittenEnds _ends;
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;

    public SqliteWriter(SqliteSettings settings, WrittenEnds ends)
    {
        _ends = ends;
        _connection = settings.OpenWriter();
        _statements = new SqliteStatements(_connection);
    }

    /// <exception cref="OwnershipLostException">The token is another one; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">A write does not follow what is there; nothing was
    /// written.</exception>
    public IReadOnlyList<WriteResult> Write(SqliteBatch batch, long token)
    {
        _statements.Begin();
        try
        {
            CheckToken(token);
            var results = TryWriteAll(batch);
            if (results is null)
            {
                _statements.RollBack();
                _statements.Begin();
                CheckToken(token);
                results = Look(batch);
            }

            _statements.Commit();
            for (var index = 0; index < results.Length; index++)
            {
                if (results[index].Refused is null)
                    _ends.Note(batch.Writes[index]);
            }

            return results;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private void CheckToken(long token)
    {
        if (_statements.ReadToken() != token)
            throw new OwnershipLostException(
                "Another process has taken the shards over; this one writes nothing more.");
    }

    /// <returns>Null where something stands in the way; some of the batch is written then, and must be rolled
    /// back.</returns>
    private WriteResult[]? TryWriteAll(SqliteBatch batch)
    {
        try
        {
            var results = new WriteResult[batch.Writes.Count];
            var transition = 0;
            for (var index = 0; index < results.Length; index++)
            {
                if (!TryWrite(batch.Writes[index], batch, ref transition))
                    return null;

                results[index] = new WriteResult(batch.Writes[index].Number);
            }

            return results;
        }
        catch (SqliteException conflict) when (conflict.SqliteErrorCode == raw.SQLITE_CONSTRAINT)
        {
            return null;
        }
    }

    /// <summary>The same, looking first.</summary>
    private WriteResult[] Look(SqliteBatch batch)
    {
        var results = new WriteResult[batch.Writes.Count];
        var transition = 0;
        for (var index = 0; index < results.Length; index++)
        {
            var write = batch.Writes[index];
            var isThere = IsThere(write);
            var refusal = isThere ? null : Refuse(write);
            if (isThere || refusal is not null)
                transition += write.Transitions.Count;
            else if (!TryWrite(write, batch, ref transition))
                throw new InvalidOperationException(
                    $"Write {write.Number} follows what is there, and yet cannot be written.");

            results[index] = new WriteResult(write.Number, refusal);
        }

        return results;
    }

    /// <param name="write">What to write.</param>
    /// <param name="batch">Has the JSON of its transitions.</param>
    /// <param name="number">Where in the batch they begin; grows by how many they are.</param>
    /// <returns>False where it does not follow what is there.</returns>
    private bool TryWrite(ShardOutput.Write write, SqliteBatch batch, ref int number)
    {
        foreach (var (transition, entry) in WriteOrder.Entries(write))
        {
            if (WriteOrder.OrderOf(write, transition.Activation) is { } order)
                _statements.Begin(transition.Activation, order, WriteOrder.KeyOf(order));
            _statements.Keep(transition.Activation, entry);
        }

        foreach (var transition in write.Transitions)
        {
            if (transition.Seen is { } seen && _statements.HasChanged(seen))
                return false;
            if (!_statements.TryAppend(transition, batch.Events[number++].Span, _ends.IsFollowedBy(transition)))
                return false;
            foreach (var change in transition.Ledger ?? [])
                _statements.Ledger.Keep(change);
            if (transition.Service is { } service)
                Keep(service);
            foreach (var change in transition.Awaits ?? [])
                _statements.Keep(transition.Activation, change);
            foreach (var end in transition.Ends ?? [])
                _statements.Keep(end);
            if (transition.DueTime is { } due)
                _statements.Keep(transition.Activation, due);
        }

        return true;
    }

    private void Keep(ServiceEntry service)
    {
        _statements.Keep(service);
        if (service.State >= ServiceState.Terminated)
            _statements.Ledger.Settle(service);
    }

    /// <summary>
    /// A write that was sent before is there as a whole, or not at all; so its first transition tells.
    /// </summary>
    private bool IsThere(ShardOutput.Write write)
    {
        for (var index = 0; index < write.Transitions.Count; index++)
        {
            var transition = write.Transitions[index];
            var last =
                WriteOrder.Previous(write, index)?.Sequence ?? _statements.ReadLastSequence(transition.Activation);
            if (index == 0 && last >= transition.Sequence)
                return true;

            WriteOrder.Check(transition, last);
        }

        return false;
    }

    private WriteRefusal? Refuse(ShardOutput.Write write)
    {
        foreach (var (transition, entry) in WriteOrder.Entries(write))
        {
            var id = transition.Activation;
            if (WriteOrder.OrderOf(write, id) is { } order
                && WriteOrder.KeyOf(order) is { } key
                && _statements.FindRequest(key) is { } same)
                return new WriteRefusal(id, same, SameRequest: true);

            if (entry.OpenService is { } service
                && _statements.FindOccupant(service) is { } occupant
                && occupant != id
                && !WriteOrder.GivesFree(write, occupant, service))
            {
                return new WriteRefusal(id, occupant, SameRequest: false);
            }
        }

        foreach (var transition in write.Transitions)
        {
            if (transition.Seen is { } seen && _statements.HasChanged(seen))
            {
                var now = _statements.ReadService(seen.Id);
                return new WriteRefusal(transition.Activation, now.Activation, SameRequest: false) { Changed = now };
            }
        }

        return null;
    }

    private void RollBack()
    {
        try
        {
            _statements.RollBack();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back itself, as it does when the disk is full; what was wrong is on its way up.
        }
    }
}
