using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>Rows by columns: each column is one parameter, an array, of the statement that takes them all.</summary>
internal abstract class PostgresColumns
{
    public abstract int Count { get; }

    public abstract void Clear();

    public abstract void AddTo(NpgsqlBatchCommand command);

    protected static void Add<T>(NpgsqlBatchCommand command, List<T> column, NpgsqlDbType type) =>
        command.Parameters.Add(
            new NpgsqlParameter<List<T>> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type });
}

internal sealed class JournalColumns(EventBuffer buffer) : PostgresColumns
{
    public const string Types = "$1::bigint[], $2::bigint[], $3::integer[], $4::text[]";

    private readonly List<long> _activations = [];
    private readonly List<long> _times = [];
    private readonly List<int> _sequences = [];
    private readonly List<ReadOnlyMemory<byte>> _events = [];

    public override int Count => _activations.Count;

    public void Add(Transition transition)
    {
        _activations.Add(transition.Activation);
        _times.Add(StoredTime.Of(transition.Time));
        _sequences.Add(checked((int)transition.Sequence));
        _events.Add(buffer.Add(transition.Events));
    }

    public override void Clear()
    {
        _activations.Clear();
        _times.Clear();
        _sequences.Clear();
        _events.Clear();
    }

    public override void AddTo(NpgsqlBatchCommand command)
    {
        Add(command, _activations, NpgsqlDbType.Bigint);
        Add(command, _times, NpgsqlDbType.Bigint);
        Add(command, _sequences, NpgsqlDbType.Integer);
        Add(command, _events, NpgsqlDbType.Text);
    }
}

internal sealed class StateColumns : PostgresColumns
{
    private readonly List<long> _activations = [];
    private readonly List<long?> _wakes = [];
    private readonly List<short> _states = [];
    private readonly List<string?> _openServices = [];
    private readonly List<string?> _falloutAdapters = [];

    public override int Count => _activations.Count;

    public void Add(long activation, ActivationEntry entry)
    {
        var row = StateRow.Of(entry);
        _activations.Add(activation);
        _wakes.Add(row.Wake);
        _states.Add((short)row.State);
        _openServices.Add(row.OpenService);
        _falloutAdapters.Add(row.FalloutAdapters);
    }

    public override void Clear()
    {
        _activations.Clear();
        _wakes.Clear();
        _states.Clear();
        _openServices.Clear();
        _falloutAdapters.Clear();
    }

    public override void AddTo(NpgsqlBatchCommand command)
    {
        Add(command, _activations, NpgsqlDbType.Bigint);
        Add(command, _wakes, NpgsqlDbType.Bigint);
        Add(command, _states, NpgsqlDbType.Smallint);
        Add(command, _openServices, NpgsqlDbType.Text);
        Add(command, _falloutAdapters, NpgsqlDbType.Text);
    }
}

internal sealed class StartColumns(EventBuffer buffer) : PostgresColumns
{
    private readonly List<Guid?> _requests = [];
    private readonly List<short> _actions = [];
    private readonly List<short> _channels = [];
    private readonly List<string> _customers = [];
    private readonly List<string?> _services = [];
    private readonly List<string?> _products = [];
    private readonly List<string?> _orderReferences = [];
    private readonly List<string?> _labels = [];
    private readonly List<long?> _parents = [];

    public override int Count => _requests.Count;

    public StateColumns States { get; } = new();

    public JournalColumns Journal { get; } = new(buffer);

    public void Add(long activation, ActivationOrder order, byte[]? key, ActivationEntry entry)
    {
        States.Add(activation, entry);
        _requests.Add(key is null ? null : new Guid(key, bigEndian: true));
        _actions.Add((short)order.Action);
        _channels.Add((short)order.Channel);
        _customers.Add(StoredText.Of(order.Customer));
        _services.Add(StoredText.OrNull(order.Service));
        _products.Add(StoredText.OrNull(order.Product));
        _orderReferences.Add(StoredText.OrNull(order.OrderReference));
        _labels.Add(LabelsJson.Write(order.Labels));
        _parents.Add(order.Parent?.Activation);
    }

    public override void Clear()
    {
        States.Clear();
        Journal.Clear();
        _requests.Clear();
        _actions.Clear();
        _channels.Clear();
        _customers.Clear();
        _services.Clear();
        _products.Clear();
        _orderReferences.Clear();
        _labels.Clear();
        _parents.Clear();
    }

    public override void AddTo(NpgsqlBatchCommand command)
    {
        States.AddTo(command);
        Add(command, _requests, NpgsqlDbType.Uuid);
        Add(command, _actions, NpgsqlDbType.Smallint);
        Add(command, _channels, NpgsqlDbType.Smallint);
        Add(command, _customers, NpgsqlDbType.Text);
        Add(command, _services, NpgsqlDbType.Text);
        Add(command, _products, NpgsqlDbType.Text);
        Add(command, _orderReferences, NpgsqlDbType.Text);
        Add(command, _labels, NpgsqlDbType.Jsonb);
        Add(command, _parents, NpgsqlDbType.Bigint);
        Journal.AddTo(command);
    }
}
