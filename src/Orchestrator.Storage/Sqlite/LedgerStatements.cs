using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Sqlite;

/// <summary>
/// What services hold, change by change, and what that makes of a service that is to end. Only activations with
/// resources, and services that end, come here.
/// </summary>
/// <param name="prepare">Makes a statement on the one connection that writes.</param>
internal sealed class LedgerStatements(Func<string, SqliteStatement> prepare)
{
    private const string Which = "where service = ?1 and adapter = ?2 and kind = ?3 and external_id = ?4";

    private readonly SqliteStatement _held = prepare(
        "insert into service_resources (service, adapter, kind, external_id, activation, step, key, since, attributes) "
        + "values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do update set attributes = excluded.attributes");

    private readonly SqliteStatement _released = prepare($"delete from service_resources {Which}");

    private readonly SqliteStatement _undone = prepare(
        $"delete from service_resources {Which} and activation = ?5 and step = ?6");

    private readonly SqliteStatement _keyUndone = prepare("delete from service_resources where service = ? and key = ?");

    private readonly SqliteStatement _incomplete = prepare(LedgerSql.Incomplete("id = ?"));

    private readonly SqliteStatement _noted = prepare(
        "insert into incomplete_teardowns (service) values (?) on conflict do nothing");

    private readonly SqliteStatement _forgotten = prepare("delete from incomplete_teardowns where service = ?");

    public void Keep(LedgerChange change)
    {
        switch (change)
        {
            case LedgerChange.Held { Entry: var entry }:
                Name(_held, entry.Service, entry.Adapter, entry.Kind, entry.ExternalId)
                    .Bind(entry.Activation)
                    .Bind(StoredText.Of(entry.Step))
                    .Bind(StoredText.Of(entry.Key))
                    .Bind(StoredTime.Of(entry.Since))
                    .Bind(LedgerRow.WriteAttributes(entry.Attributes))
                    .Run();
                EndIncomplete(entry.Service);
                break;
            case LedgerChange.Released it:
                Name(_released, it.Service, it.Adapter, it.Kind, it.ExternalId).Run();
                break;
            case LedgerChange.Undone it:
                Name(_undone, it.Service, it.Adapter, it.Kind, it.ExternalId)
                    .Bind(it.Activation)
                    .Bind(StoredText.Of(it.Step))
                    .Run();
                break;
            case LedgerChange.KeyUndone it:
                _keyUndone.Bind(StoredText.Of(it.Service)).Bind(StoredText.Of(it.Key)).Run();
                break;
        }
    }

    /// <summary>The service's row is written: one that was to end is looked at.</summary>
    public void Settle(ServiceEntry service)
    {
        if (service.State == ServiceState.TeardownIncomplete)
            _noted.Bind(StoredText.Of(service.Id)).Run();
        else if (service.State == ServiceState.Terminated && !EndIncomplete(service.Id))
            _forgotten.Bind(StoredText.Of(service.Id)).Run();
    }

    /// <summary>True where it is Terminated, and holds something: it is TeardownIncomplete from now on.</summary>
    private bool EndIncomplete(string service)
    {
        if (_incomplete.Bind(StoredText.Of(service)).Run() == 0)
            return false;

        _noted.Bind(StoredText.Of(service)).Run();
        return true;
    }

    private static SqliteStatement Name(
        SqliteStatement statement, string service, string adapter, string kind, string externalId) => statement
        .Bind(StoredText.Of(service))
        .Bind(StoredText.Of(adapter))
        .Bind(StoredText.Of(kind))
        .Bind(StoredText.Of(externalId));
}
