using Microsoft.Data.Sqlite;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Storage.Rows;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Sqlite;

/// <summary>The statements of the journal's hot path, prepared on the one connection that writes.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<SqliteStatement> _all = [];

    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _token;
    private readonly SqliteStatement _lastSequence;
    private readonly SqliteStatement _request;
    private readonly SqliteStatement _occupant;
    private readonly SqliteStatement _activation;
    private readonly SqliteStatement _label;
    private readonly SqliteStatement _state;
    private readonly SqliteStatement _stateGone;
    private readonly SqliteStatement _journal;
    private readonly SqliteStatement _journalIfNext;
    private readonly SqliteStatement _service;
    private readonly SqliteStatement _changed;
    private readonly SqliteStatement _event;
    private readonly SqliteStatement _eventGone;
    private readonly SqliteStatement _end;
    private readonly SqliteStatement _endGone;
    private readonly SqliteStatement _due;
    private readonly SqliteStatement _dueGone;

    public SqliteStatements(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Prepare("begin immediate");
        _commit = Prepare("commit");
        _rollback = Prepare("rollback");
        _token = Prepare("select max(token) from shards");
        _lastSequence = Prepare("select max(sequence) from journal where activation = ?");
        _request = Prepare("select id from activations where request = ?");
        _occupant = Prepare("select activation from activation_states where open_service = ?");
        _activation = Prepare(
            "insert into activations (id, request, action, channel, customer, service, product, "
            + "order_reference, parent) values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _label = Prepare(
            "insert into activation_labels (name, value, activation) values (?, ?, ?) on conflict do nothing");
        _state = Prepare(
            "insert into activation_states (activation, state, wake, open_service, fallout_adapters) values (?, ?, "
            + "?, ?, ?) on conflict (activation) do update set state = excluded.state, wake = excluded.wake, "
            + "open_service = excluded.open_service, fallout_adapters = excluded.fallout_adapters");
        _stateGone = Prepare("delete from activation_states where activation = ?");
        _journal = Prepare("insert into journal (activation, sequence, time, events) values (?, ?, ?, ?)");
        _journalIfNext = Prepare(
            "insert into journal (activation, sequence, time, events) select ?1, ?2, ?3, ?4 "
            + "where (select max(sequence) from journal where activation = ?1) = ?5");
        _service = Prepare(
            "insert into services (id, customer, product, state, activation, input, product_version, create_time, "
            + "active_time, end_time, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set "
            + "customer = excluded.customer, product = excluded.product, state = excluded.state, activation = "
            + "excluded.activation, input = excluded.input, product_version = excluded.product_version, create_time = "
            + "excluded.create_time, active_time = excluded.active_time, end_time = excluded.end_time, reason = "
            + $"excluded.reason where {LedgerSql.MayFollow}");
        _changed = Prepare(
            "select 1 from services where id = ? and not (activation = ? and state = ? and product = ? "
            + "and product_version = ? and input is ?)");
        _event = Prepare(
            "insert into awaited_events (name, activation, correlation) values (?, ?, ?) "
            + "on conflict (name, activation) do update set correlation = excluded.correlation");
        _eventGone = Prepare("delete from awaited_events where name = ? and activation = ?");
        _end = Prepare("insert into ended_children (child, number) values (?, ?) on conflict (child) do update set "
            + "number = excluded.number");
        _endGone = Prepare("delete from ended_children where child = ? and number <= ?");
        Ledger = new LedgerStatements(Prepare);
        _due = Prepare(
            "insert into due_times (activation, due, workflow, version, in_jeopardy) values (?, ?, ?, ?, ?) on conflict "
            + "(activation) do update set in_jeopardy = excluded.in_jeopardy");
        _dueGone = Prepare("delete from due_times where activation = ?");
    }

    /// <summary>What services hold.</summary>
    public LedgerStatements Ledger { get; }

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    public void RollBack() => _rollback.Run();

    public long? ReadToken() => _token.ReadNumber();

    /// <summary>0 where there is no such activation.</summary>
    public long ReadLastSequence(long activation) => _lastSequence.Bind(activation).ReadNumber() ?? 0;

    public long? FindRequest(ReadOnlySpan<byte> key) => _request.BindBlob(key).ReadNumber();

    public long? FindOccupant(string service) => _occupant.Bind(StoredText.Of(service)).ReadNumber();

    public void Begin(long activation, ActivationOrder order, byte[]? key)
    {
        _activation.Bind(activation);
        (key is null ? _activation.Bind((long?)null) : _activation.BindBlob(key))
            .Bind((long)order.Action)
            .Bind((long)order.Channel)
            .Bind(StoredText.Of(order.Customer))
            .Bind(StoredText.OrNull(order.Service))
            .Bind(StoredText.OrNull(order.Product))
            .Bind(StoredText.OrNull(order.OrderReference))
            .Bind(order.Parent?.Activation)
            .Run();
        foreach (var (name, value) in order.Labels)
            _label.Bind(StoredText.Of(name)).Bind(StoredText.Of(value)).Bind(activation).Run();
    }

    public void Keep(long activation, ActivationEntry entry)
    {
        if (!StateRow.IsKept(entry))
        {
            _stateGone.Bind(activation).Run();
            return;
        }

        var row = StateRow.Of(entry);
        _state.Bind(activation).Bind(row.State).Bind(row.Wake).Bind(row.OpenService).Bind(row.FalloutAdapters).Run();
    }

    /// <summary>
    /// False where the transition does not follow the last one that is there. A first one does, or conflicts.
    /// </summary>
    public bool TryAppend(Transition transition, ReadOnlySpan<byte> events, bool isKnownToFollow)
    {
        var before = WriteOrder.Before(transition);
        var looks = !isKnownToFollow && (before != 0 || transition.Entry?.Accepted is null);
        var statement = (looks ? _journalIfNext : _journal)
            .Bind(transition.Activation)
            .Bind(transition.Sequence)
            .Bind(StoredTime.Of(transition.Time))
            .BindText(events);
        return looks ? statement.Bind(before).Run() == 1 : statement.Run() == 1;
    }

    public void Keep(ServiceEntry service) => _service
        .Bind(StoredText.Of(service.Id))
        .Bind(StoredText.Of(service.Customer))
        .Bind(StoredText.Of(service.Product))
        .Bind((long)service.State)
        .Bind(service.Activation)
        .Bind(service.Input.IsNull ? null : ValueJson.ToText(service.Input))
        .Bind(service.ProductVersion)
        .Bind(StoredTime.OrNull(service.CreateTime))
        .Bind(StoredTime.OrNull(service.ActiveTime))
        .Bind(StoredTime.OrNull(service.EndTime))
        .Bind(StoredText.Of(service.Reason))
        .Run();

    /// <summary><see cref="ServiceRules.HasChanged"/>.</summary>
    public bool HasChanged(ServiceEntry seen) => _changed
        .Bind(StoredText.Of(seen.Id))
        .Bind(seen.Activation)
        .Bind((long)seen.State)
        .Bind(StoredText.Of(seen.Product))
        .Bind(seen.ProductVersion)
        .Bind(seen.Input.IsNull ? null : ValueJson.ToText(seen.Input))
        .ReadNumber() is not null;

    /// <summary>Not on the hot path: only where a write was refused because of it.</summary>
    public ServiceEntry ReadService(string service)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"select {ServiceRow.Columns} from services v where v.id = @id";
        command.Parameters.AddWithValue("@id", StoredText.Of(service));
        using var row = command.ExecuteReader();
        row.Read();
        return ServiceRow.Read(row, 0)!;
    }

    public void Keep(long activation, AwaitChange change)
    {
        switch (change)
        {
            case { Begins: true, What: Awaited.Event it }:
                _event.Bind(StoredText.Of(it.Name)).Bind(activation).Bind(StoredText.Of(it.CorrelationId)).Run();
                break;
            case { What: Awaited.Event it }:
                _eventGone.Bind(StoredText.Of(it.Name)).Bind(activation).Run();
                break;
        }
    }

    public void Keep(ChildsEnd end) => (end.IsNoted ? _endGone : _end).Bind(end.Child).Bind(end.Number).Run();

    public void Keep(long activation, DueTimeChange change)
    {
        if (change.IsOver)
            _dueGone.Bind(activation).Run();
        else
            _due.Bind(activation)
                .Bind(StoredTime.Of(change.Due))
                .Bind(StoredText.Of(change.Workflow.Definition))
                .Bind((long)change.Workflow.Version)
                .Bind(change.InJeopardy ? 1L : 0L)
                .Run();
    }

    public void Dispose()
    {
        foreach (var statement in _all)
            statement.Dispose();
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(_connection.Handle!, sql);
        _all.Add(statement);
        return statement;
    }
}
