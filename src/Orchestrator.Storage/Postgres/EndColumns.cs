using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Storage.Postgres;

/// <summary>Ends of children in a batch: those that parents are to note, and those that they have noted.</summary>
internal sealed class EndColumns
{
    private readonly Dictionary<long, long> _ended = [];
    private readonly Dictionary<long, long> _noted = [];

    /// <summary>A statement touches a row once: the last one of each holds.</summary>
    public void Add(Transition transition)
    {
        foreach (var end in transition.Ends ?? [])
            (end.IsNoted ? _noted : _ended)[end.Child] = end.Number;
    }

    public void Clear()
    {
        _ended.Clear();
        _noted.Clear();
    }

    /// <summary>
    /// A child and its parent are in one shard, and no end is noted before it is durable: batches that are written at
    /// once have no row in common.
    /// </summary>
    public void AddTo(NpgsqlBatch batch)
    {
        if (_noted.Count > 0)
            AddCommand(batch, PostgresSql.ForgetEnds, _noted);
        if (_ended.Count > 0)
            AddCommand(batch, PostgresSql.KeepEnds, _ended);
    }

    private static void AddCommand(NpgsqlBatch batch, string sql, Dictionary<long, long> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(Numbers([.. rows.Keys]));
        command.Parameters.Add(Numbers([.. rows.Values]));
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<List<long>> Numbers(List<long> column) =>
        new() { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
}
