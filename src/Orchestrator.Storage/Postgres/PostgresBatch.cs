using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>
/// Writes as columns, and the statements that make them durable: one round trip, one transaction. Used again and again,
/// by one at a time.
/// </summary>
internal sealed class PostgresBatch
{
    private readonly WrittenEnds _ends;
    private readonly EventBuffer _events = new();
    private readonly List<long> _activations = [];
    private readonly List<int> _befores = [];
    private readonly List<long> _completed = [];
    private readonly StateColumns _givingFree = new();
    private readonly StateColumns _taking = new();
    private readonly StartColumns _starts;
    private readonly StartColumns _startsOrFail;
    private readonly JournalColumns _journal;
    private readonly ServiceColumns _services = new();
    private readonly SeenColumns _seen = new();
    private readonly LedgerColumns _ledger = new();
    private readonly AwaitColumns _awaits = new();
    private readonly EndColumns _childrensEnds = new();
    private readonly DueColumns _dueTimes = new();
    private readonly HashSet<long> _begun = [];
    private ulong _shards;

    public PostgresBatch(WrittenEnds ends)
    {
        _ends = ends;
        _starts = new StartColumns(_events);
        _startsOrFail = new StartColumns(_events);
        _journal = new JournalColumns(_events);
    }

    /// <summary>
    /// One write changes a service that a later one was told otherwise of: they cannot be sent in one batch.
    /// </summary>
    public bool MeetsItself { get; private set; }

    public void Fill(IEnumerable<ShardOutput.Write> writes)
    {
        Clear();
        foreach (var write in writes)
            Add(write);
    }

    /// <returns>The activations that begin with this; another start was passed over. Holds until the next
    /// <see cref="Fill"/>.</returns>
    public async Task<HashSet<long>> RunAsync(
        NpgsqlConnection connection, PostgresTokens.Snapshot tokens, CancellationToken cancellation)
    {
        var batch = connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            AddCommands(batch, tokens);
            var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                // The guard's result comes first, then those of the starts, and rows without columns where services
                // are locked. All are asked for: the last answer says that it is committed.
                while (await reader.NextResultAsync(cancellation).ConfigureAwait(false))
                {
                    while (reader.FieldCount > 0 && await reader.ReadAsync(cancellation).ConfigureAwait(false))
                        _begun.Add(reader.GetInt64(0));
                }
            }
        }

        return _begun;
    }

    private void Add(ShardOutput.Write write)
    {
        foreach (var transition in write.Transitions)
            _shards |= 1UL << ActivationId.Shard(transition.Activation);

        foreach (var (transition, entry) in WriteOrder.Entries(write))
        {
            var id = transition.Activation;
            if (WriteOrder.OrderOf(write, id) is { } order)
                StartsFor(write).Add(id, order, WriteOrder.KeyOf(order), entry);
            else if (!StateRow.IsKept(entry))
                _completed.Add(id);
            else
                (entry.OpenService is null ? _givingFree : _taking).Add(id, entry);
        }

        for (var index = 0; index < write.Transitions.Count; index++)
            Append(write, index);
    }

    private void Append(ShardOutput.Write write, int index)
    {
        var transition = write.Transitions[index];
        var isStart = WriteOrder.OrderOf(write, transition.Activation) is not null;
        if (WriteOrder.Previous(write, index) is { } previous)
        {
            WriteOrder.Check(transition, previous.Sequence);
        }
        else if (isStart)
        {
            WriteOrder.Check(transition, 0);
        }
        else if (!_ends.IsFollowedBy(transition))
        {
            _activations.Add(transition.Activation);
            _befores.Add(checked((int)WriteOrder.Before(transition)));
        }

        (isStart ? StartsFor(write).Journal : _journal).Add(transition);
        if (transition.Seen is { } seen)
            See(seen);
        if (transition.Service is { } service)
            _services.Add(service);
        _ledger.Add(transition);
        _awaits.Add(transition);
        _childrensEnds.Add(transition);
        _dueTimes.Add(transition);
    }

    private void See(ServiceEntry seen)
    {
        if (_services.Find(seen.Id) is { } before)
            MeetsItself |= ServiceRules.HasChanged(before, seen);
        else
            _seen.Add(seen);
    }

    /// <summary>
    /// One that was passed over, and only then told of, would have changed a service that was there before.
    /// </summary>
    private StartColumns StartsFor(ShardOutput.Write write) =>
        WriteOrder.IsOneActivation(write) && !WriteOrder.TakesService(write) ? _starts : _startsOrFail;

    /// <summary>What gives a service free comes before what takes it.</summary>
    private void AddCommands(NpgsqlBatch batch, PostgresTokens.Snapshot tokens)
    {
        var guard = AddCommand(batch, PostgresSql.Guard);
        guard.Parameters.Add(new NpgsqlParameter<long> { TypedValue = tokens.Node });
        guard.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = ShardsOf(_shards) });
        guard.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = tokens.Tokens });
        guard.Parameters.Add(new NpgsqlParameter<List<long>>
        {
            TypedValue = _activations,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        });
        guard.Parameters.Add(new NpgsqlParameter<List<int>>
        {
            TypedValue = _befores,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
        });
        if (_completed.Count > 0)
        {
            AddCommand(batch, PostgresSql.Complete).Parameters.Add(
                new NpgsqlParameter<List<long>>
                {
                    TypedValue = _completed,
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
                });
        }

        AddCommand(batch, PostgresSql.KeepStates, _givingFree);
        AddCommand(batch, PostgresSql.Start, _starts);
        AddCommand(batch, PostgresSql.StartOrFail, _startsOrFail);
        AddCommand(batch, PostgresSql.KeepStates, _taking);
        AddCommand(batch, PostgresSql.Append, _journal);
        _ledger.AddLocksTo(batch, _services.Ids);
        AddCommand(batch, PostgresSql.RefuseChanged, _seen);
        AddCommand(batch, PostgresSql.KeepServices, _services);
        _ledger.AddTo(batch);
        _awaits.AddTo(batch);
        _childrensEnds.AddTo(batch);
        _dueTimes.AddTo(batch);
    }

    private static void AddCommand(NpgsqlBatch batch, string sql, PostgresColumns columns)
    {
        if (columns.Count > 0)
            columns.AddTo(AddCommand(batch, sql));
    }

    private static NpgsqlBatchCommand AddCommand(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    private static short[] ShardsOf(ulong mask)
    {
        var shards = new List<short>();
        for (short shard = 0; shard < ActivationId.Shards; shard++)
        {
            if ((mask & (1UL << shard)) != 0)
                shards.Add(shard);
        }

        return [.. shards];
    }

    private void Clear()
    {
        _events.Clear();
        _activations.Clear();
        _befores.Clear();
        _completed.Clear();
        _givingFree.Clear();
        _taking.Clear();
        _starts.Clear();
        _startsOrFail.Clear();
        _journal.Clear();
        _services.Clear();
        _seen.Clear();
        MeetsItself = false;
        _ledger.Clear();
        _awaits.Clear();
        _childrensEnds.Clear();
        _dueTimes.Clear();
        _begun.Clear();
        _shards = 0;
    }
}
