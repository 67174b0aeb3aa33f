using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>Events that activations of a batch begin or end to wait for.</summary>
internal sealed class AwaitColumns
{
    private readonly Dictionary<(long Activation, string Name), string?> _events = [];
    private readonly Dictionary<long, int> _ends = [];

    /// <summary>The last change of each holds.</summary>
    public void Add(Transition transition)
    {
        if (transition.Awaits is null && (_ends.Count == 0 || !_ends.ContainsKey(transition.Activation)))
            return;

        _ends[transition.Activation] = checked((int)transition.Sequence);
        foreach (var change in transition.Awaits ?? [])
        {
            if (change.What is Awaited.Event it)
                _events[(transition.Activation, StoredText.Of(it.Name))] = change.Begins
                    ? StoredText.Of(it.CorrelationId)
                    : null;
        }
    }

    public void Clear()
    {
        _events.Clear();
        _ends.Clear();
    }

    /// <summary>No two batches that are written at once have the same activation: none waits for another one.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        if (_events.Count == 0)
            return;

        var gone = _events.Where(row => row.Value is null).Select(row => row.Key).ToList();
        if (gone.Count > 0)
            AddCommand(batch, PostgresSql.ForgetAwaited, gone);

        var begun = _events.Where(row => row.Value is not null).ToList();
        if (begun.Count > 0)
        {
            var command = AddCommand(batch, PostgresSql.KeepAwaited, begun.ConvertAll(row => row.Key));
            command.Parameters.Add(Texts(begun.ConvertAll(row => row.Value!)));
        }
    }

    private NpgsqlBatchCommand AddCommand(NpgsqlBatch batch, string sql, List<(long Activation, string Name)> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<List<long>>
        {
            TypedValue = rows.ConvertAll(row => row.Activation),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        });
        command.Parameters.Add(new NpgsqlParameter<List<int>>
        {
            TypedValue = rows.ConvertAll(row => _ends[row.Activation]),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
        });
        command.Parameters.Add(Texts(rows.ConvertAll(row => row.Name)));
        batch.BatchCommands.Add(command);
        return command;
    }

    private static NpgsqlParameter<List<string>> Texts(List<string> column) =>
        new() { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
