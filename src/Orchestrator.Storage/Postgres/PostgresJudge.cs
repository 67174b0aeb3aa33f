using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>
/// After a conflict: what became of each write, or why it cannot be written. Only then is anything asked; a batch
/// without conflicts asks for nothing.
/// </summary>
internal sealed class PostgresJudge
{
    private readonly Dictionary<long, long> _lastSequences = [];
    private readonly Dictionary<Guid, long> _requests = [];
    private readonly Dictionary<string, long> _occupants = new(StringComparer.Ordinal);

    private readonly Dictionary<string, ServiceEntry> _services = new(StringComparer.Ordinal);

    private readonly HashSet<long> _foreseen = [];

    private PostgresJudge()
    {
    }

    public static async Task<PostgresJudge> AskAsync(
        NpgsqlConnection connection, IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation)
    {
        var judge = new PostgresJudge();
        await ReadAsync(
            connection,
            "select w.activation, (select max(j.sequence)::bigint from journal j where j.activation = w.activation) "
                + "from unnest($1) as w (activation)",
            writes.SelectMany(write => write.Transitions).Select(
                transition => transition.Activation).Distinct().ToArray(),
            NpgsqlDbType.Bigint,
            row => judge._lastSequences[row.GetInt64(0)] = row.IsDBNull(1) ? 0 : row.GetInt64(1),
            cancellation).ConfigureAwait(false);
        await ReadAsync(
            connection,
            "select a.request, a.id from activations a where a.request = any($1)",
            writes.SelectMany(Requests).ToArray(),
            NpgsqlDbType.Uuid,
            row => judge._requests[row.GetGuid(0)] = row.GetInt64(1),
            cancellation).ConfigureAwait(false);
        await ReadAsync(
            connection,
            "select s.open_service, s.activation from activation_states s where s.open_service is not null and "
                + "s.open_service = any($1)",
            writes.SelectMany(Services).ToArray(),
            NpgsqlDbType.Text,
            row => judge._occupants[row.GetString(0)] = row.GetInt64(1),
            cancellation).ConfigureAwait(false);
        await ReadAsync(
            connection,
            $"select {ServiceRow.Columns} from services v where v.id = any($1)",
            writes.SelectMany(write => write.Transitions).Select(transition => transition.Seen?.Id).OfType<string>()
                .Select(StoredText.Of).ToArray(),
            NpgsqlDbType.Text,
            row => judge._services[row.GetString(0)] = ServiceRow.Read(row, 0)!,
            cancellation).ConfigureAwait(false);
        return judge;
    }

    /// <summary>Passes over what is there, and notes what is refused.</summary>
    /// <returns>
    /// What can be sent now, and what only another write of the batch stands in the way of: that one may yet be refused
    /// itself.
    /// </returns>
    /// <exception cref="InvalidOperationException">A write does not follow what is there.</exception>
    public (List<ShardOutput.Write> Now, List<ShardOutput.Write> Later) Settle(
        IReadOnlyList<ShardOutput.Write> writes, Dictionary<long, WriteRefusal> refusals)
    {
        List<ShardOutput.Write> now = [], later = [];
        foreach (var write in writes)
        {
            if (IsThere(write))
                continue;

            if (Refuse(write) is not { } refusal)
            {
                Foresee(write);
                now.Add(write);
            }
            else if (_foreseen.Contains(refusal.Because))
            {
                later.Add(write);
            }
            else
            {
                refusals[write.Number] = refusal;
            }
        }

        return (now, later);
    }

    /// <summary>It was sent before, and is there as a whole.</summary>
    private bool IsThere(ShardOutput.Write write)
    {
        for (var index = 0; index < write.Transitions.Count; index++)
        {
            var transition = write.Transitions[index];
            var last = WriteOrder.Previous(write, index)?.Sequence ?? _lastSequences[transition.Activation];
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
            if (RequestOf(write, id) is { } request && _requests.TryGetValue(request, out var same))
                return new WriteRefusal(id, same, SameRequest: true);

            if (entry.OpenService is { } service
                && _occupants.TryGetValue(StoredText.Of(service), out var occupant)
                && occupant != id
                && !WriteOrder.GivesFree(write, occupant, service))
            {
                return new WriteRefusal(id, occupant, SameRequest: false);
            }
        }

        foreach (var transition in write.Transitions)
        {
            if (transition.Seen is { } seen
                && _services.TryGetValue(StoredText.Of(seen.Id), out var now)
                && ServiceRules.HasChanged(now, seen))
                return new WriteRefusal(transition.Activation, now.Activation, SameRequest: false) { Changed = now };
        }

        return null;
    }

    /// <summary>
    /// Takes the write as done, so that those after it in the batch are judged as they would be then.
    /// </summary>
    private void Foresee(ShardOutput.Write write)
    {
        foreach (var (transition, entry) in WriteOrder.Entries(write))
        {
            var id = transition.Activation;
            _foreseen.Add(id);
            if (RequestOf(write, id) is { } request)
                _requests[request] = id;
            foreach (var (service, _) in _occupants.Where(occupied => occupied.Value == id).ToArray())
                _occupants.Remove(service);
            if (entry.OpenService is { } taken)
                _occupants[StoredText.Of(taken)] = id;
        }

        foreach (var service in write.Transitions.Select(transition => transition.Service).OfType<ServiceEntry>())
        {
            if (ServiceRules.MayFollow(_services.GetValueOrDefault(StoredText.Of(service.Id)), service))
                _services[StoredText.Of(service.Id)] = service;
        }
    }

    private static async Task ReadAsync<T>(
        NpgsqlConnection connection,
        string sql,
        T[] keys,
        NpgsqlDbType type,
        Action<NpgsqlDataReader> row,
        CancellationToken cancellation)
    {
        if (keys.Length == 0)
            return;

        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(
                new NpgsqlParameter<T[]> { TypedValue = keys, NpgsqlDbType = NpgsqlDbType.Array | type });
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    row(reader);
            }
        }
    }

    private static IEnumerable<Guid> Requests(ShardOutput.Write write) =>
        WriteOrder.Entries(write).Select(entry => RequestOf(write, entry.Transition.Activation)).OfType<Guid>();

    private static IEnumerable<string> Services(ShardOutput.Write write) =>
        WriteOrder.Entries(write).Select(entry => entry.Entry.OpenService).OfType<string>().Select(StoredText.Of);

    private static Guid? RequestOf(ShardOutput.Write write, long activation) =>
        WriteOrder.OrderOf(write, activation) is { } order && WriteOrder.KeyOf(order) is { } key
            ? new Guid(key, bigEndian: true)
            : null;
}
