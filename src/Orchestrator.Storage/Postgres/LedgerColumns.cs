using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>
/// What services of a batch come to hold and hold no longer. Changes of one resource keep their order: each goes into
/// the first round after the one before it. Nearly all batches have one round, or none.
/// </summary>
internal sealed class LedgerColumns
{
    private readonly List<LedgerRound> _rounds = [];
    private readonly Dictionary<(string Service, string Adapter, string Kind, string ExternalId), int> _next = [];

    /// <summary>By service: the first round that is after everything of it, and the first that is open to it.</summary>
    private readonly Dictionary<string, (int After, int From)> _services = new(StringComparer.Ordinal);

    /// <summary>Services with a change, in order.</summary>
    private readonly SortedSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>Services that end, or whose teardown is incomplete, in order.</summary>
    private readonly SortedSet<string> _ending = new(StringComparer.Ordinal);

    private bool _isHeld;

    public void Add(Transition transition)
    {
        foreach (var change in transition.Ledger ?? [])
            Add(change);
        if (transition.Service is { State: ServiceState.Terminated or ServiceState.TeardownIncomplete } service)
            _ending.Add(StoredText.Of(service.Id));
    }

    public void Clear()
    {
        if (_changed.Count > 0)
        {
            _rounds.Clear();
            _next.Clear();
            _services.Clear();
            _changed.Clear();
        }

        _ending.Clear();
        _isHeld = false;
    }

    /// <summary>Before the services are written.</summary>
    public void AddLocksTo(NpgsqlBatch batch, IEnumerable<string> written)
    {
        if (_changed.Count > 0)
            AddCommand(
                batch, PostgresLedgerSql.Lock, [.. _changed.Union(written).Order(StringComparer.Ordinal)]);
    }

    /// <summary>After the services are written.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var round in _rounds)
            round.AddTo(batch);
        if (_isHeld)
            AddCommand(batch, PostgresLedgerSql.Settle, [.. _ending.Union(_changed)]);
        else if (_ending.Count > 0)
            AddCommand(batch, PostgresLedgerSql.Settle, [.. _ending]);
        if (_ending.Count > 0)
            AddCommand(batch, PostgresLedgerSql.Forget, [.. _ending]);
    }

    private void Add(LedgerChange change)
    {
        var service = StoredText.Of(change.Service);
        _changed.Add(service);
        _isHeld |= change is LedgerChange.Held;
        var (after, from) = _services.GetValueOrDefault(service);
        var round = change switch
        {
            LedgerChange.Held { Entry: var it } => Next(service, it.Adapter, it.Kind, it.ExternalId, from),
            LedgerChange.Released it => Next(service, it.Adapter, it.Kind, it.ExternalId, from),
            LedgerChange.Undone it => Next(service, it.Adapter, it.Kind, it.ExternalId, from),
            _ => after,
        };
        // What a call made may be anything of the service: that is a round for itself.
        _services[service] = (Math.Max(after, round + 1), change is LedgerChange.KeyUndone ? round + 1 : from);
        while (_rounds.Count <= round)
            _rounds.Add(new());
        _rounds[round].Add(change);
    }

    private int Next(string service, string adapter, string kind, string externalId, int from)
    {
        var resource = (service, StoredText.Of(adapter), StoredText.Of(kind), StoredText.Of(externalId));
        var round = Math.Max(_next.GetValueOrDefault(resource), from);
        _next[resource] = round + 1;
        return round;
    }

    private static void AddCommand(NpgsqlBatch batch, string sql, List<string> services)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<List<string>>
        {
            TypedValue = services,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        batch.BatchCommands.Add(command);
    }
}
