using Microsoft.Data.Sqlite;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sqlite;

/// <summary>
/// Writes batches on one connection. It has the only open transaction that writes, so what it reads is what it will find: conflicts are
/// looked for before anything of a write is done.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;

    public SqliteWriter(SqliteSettings settings)
    {
        _connection = settings.OpenWriter();
        _statements = new SqliteStatements(_connection);
    }

    /// <exception cref="OwnershipLostException">The token is another one; nothing was written.</exception>
    public IReadOnlyList<WriteResult> Write(IReadOnlyList<ShardOutput.Write> writes, long token)
    {
        _statements.Begin();
        try
        {
            if (_statements.ReadToken() != token)
                throw new OwnershipLostException("Another process has taken the shards over; this one writes nothing more.");

            var results = new WriteResult[writes.Count];
            for (var index = 0; index < results.Length; index++)
                results[index] = new WriteResult(writes[index].Number, Write(writes[index]));
            _statements.Commit();
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

    private WriteRefusal? Write(ShardOutput.Write write)
    {
        if (IsThere(write))
            return null;
        if (Refuse(write) is { } refusal)
            return refusal;

        foreach (var (transition, entry) in WriteOrder.Entries(write))
        {
            if (WriteOrder.OrderOf(write, transition.Activation) is { } order)
                _statements.Begin(transition.Activation, order, WriteOrder.KeyOf(order));
            _statements.Keep(transition.Activation, entry);
        }

        foreach (var transition in write.Transitions)
        {
            _statements.Append(transition);
            if (transition.Service is { } service)
                _statements.Keep(service);
        }

        return null;
    }

    /// <summary>A write that was sent before is there as a whole, or not at all; so its first transition tells.</summary>
    private bool IsThere(ShardOutput.Write write)
    {
        for (var index = 0; index < write.Transitions.Count; index++)
        {
            var transition = write.Transitions[index];
            var last = WriteOrder.Previous(write, index)?.Sequence ?? _statements.ReadLastSequence(transition.Activation);
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
            if (WriteOrder.OrderOf(write, id) is { } order && WriteOrder.KeyOf(order) is { } key && _statements.FindRequest(key) is { } same)
                return new WriteRefusal(id, same, SameRequest: true);

            if (entry.OpenService is { } service
                && _statements.FindOccupant(service) is { } occupant
                && occupant != id
                && !WriteOrder.GivesFree(write, occupant, service))
            {
                return new WriteRefusal(id, occupant, SameRequest: false);
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
