using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>Changes of the ledger of which no two are about the same resource: a statement for each kind of them.</summary>
internal sealed class LedgerRound
{
    private readonly List<LedgerEntry> _held = [];
    private readonly List<LedgerChange.Released> _released = [];
    private readonly List<LedgerChange.Undone> _undone = [];
    private readonly List<LedgerChange.KeyUndone> _keys = [];

    public void Add(LedgerChange change)
    {
        switch (change)
        {
            case LedgerChange.Held it: _held.Add(it.Entry); break;
            case LedgerChange.Released it: _released.Add(it); break;
            case LedgerChange.Undone it: _undone.Add(it); break;
            case LedgerChange.KeyUndone it: _keys.Add(it); break;
        }
    }

    public void AddTo(NpgsqlBatch batch)
    {
        if (_held.Count > 0)
            AddHeld(batch);
        if (_released.Count > 0)
            Add(
                batch,
                PostgresLedgerSql.Release,
                _released.ConvertAll(one => (one.Service, one.Adapter, one.Kind, one.ExternalId)));
        if (_undone.Count > 0)
        {
            var command = Add(
                batch,
                PostgresLedgerSql.Undo,
                _undone.ConvertAll(one => (one.Service, one.Adapter, one.Kind, one.ExternalId)));
            Add(command, _undone.ConvertAll(one => one.Activation), NpgsqlDbType.Bigint);
            Add(command, _undone.ConvertAll(one => StoredText.Of(one.Step)), NpgsqlDbType.Text);
        }

        if (_keys.Count > 0)
        {
            var command = new NpgsqlBatchCommand(PostgresLedgerSql.UndoKeys);
            Add(command, _keys.ConvertAll(one => StoredText.Of(one.Service)), NpgsqlDbType.Text);
            Add(command, _keys.ConvertAll(one => StoredText.Of(one.Key)), NpgsqlDbType.Text);
            batch.BatchCommands.Add(command);
        }
    }

    private void AddHeld(NpgsqlBatch batch)
    {
        var command = Add(
            batch,
            PostgresLedgerSql.Hold,
            _held.ConvertAll(one => (one.Service, one.Adapter, one.Kind, one.ExternalId)));
        Add(command, _held.ConvertAll(one => one.Activation), NpgsqlDbType.Bigint);
        Add(command, _held.ConvertAll(one => StoredText.Of(one.Step)), NpgsqlDbType.Text);
        Add(command, _held.ConvertAll(one => StoredText.Of(one.Key)), NpgsqlDbType.Text);
        Add(command, _held.ConvertAll(one => StoredTime.Of(one.Since)), NpgsqlDbType.Bigint);
        Add(command, _held.ConvertAll(one => LedgerRow.WriteAttributes(one.Attributes)), NpgsqlDbType.Text);
    }

    private static NpgsqlBatchCommand Add(
        NpgsqlBatch batch, string sql, List<(string Service, string Adapter, string Kind, string ExternalId)> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(command, rows.ConvertAll(row => StoredText.Of(row.Service)), NpgsqlDbType.Text);
        Add(command, rows.ConvertAll(row => StoredText.Of(row.Adapter)), NpgsqlDbType.Text);
        Add(command, rows.ConvertAll(row => StoredText.Of(row.Kind)), NpgsqlDbType.Text);
        Add(command, rows.ConvertAll(row => StoredText.Of(row.ExternalId)), NpgsqlDbType.Text);
        batch.BatchCommands.Add(command);
        return command;
    }

    private static void Add<T>(NpgsqlBatchCommand command, List<T> column, NpgsqlDbType type) =>
        command.Parameters.Add(
            new NpgsqlParameter<List<T>> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type });
}
