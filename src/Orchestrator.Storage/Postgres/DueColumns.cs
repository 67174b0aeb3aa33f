using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>What becomes of the due times of a batch's activations.</summary>
internal sealed class DueColumns
{
    private readonly Dictionary<long, (long Last, DueTimeChange Change)> _changes = [];

    /// <summary>A statement touches a row once: the last change of each holds.</summary>
    public void Add(Transition transition)
    {
        if (transition.DueTime is { } change)
            _changes[transition.Activation] = (transition.Sequence, change);
    }

    public void Clear() => _changes.Clear();

    /// <summary>No two batches that are written at once have the same activation: none waits for another one.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        if (_changes.Count == 0)
            return;

        var over = _changes.Where(one => one.Value.Change.IsOver).Select(one => one.Key).ToList();
        if (over.Count > 0)
            AddCommand(batch, PostgresDueSql.Forget, Numbers(over));
        var kept = _changes.Where(one => !one.Value.Change.IsOver).ToList();
        if (kept.Count > 0)
        {
            AddCommand(
                batch,
                PostgresDueSql.Keep,
                Numbers(kept.ConvertAll(one => one.Key)),
                Numbers(kept.ConvertAll(one => one.Value.Last)),
                Numbers(kept.ConvertAll(one => StoredTime.Of(one.Value.Change.Due))),
                Numbers(kept.ConvertAll(one => (long)one.Value.Change.Workflow.Version)),
                Numbers(kept.ConvertAll(one => one.Value.Change.InJeopardy ? 1L : 0L)),
                new NpgsqlParameter<List<string>>
                {
                    TypedValue = kept.ConvertAll(one => StoredText.Of(one.Value.Change.Workflow.Definition)),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                });
        }
    }

    private static void AddCommand(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<List<long>> Numbers(List<long> column) =>
        new() { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
}
