using Npgsql;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>The journal in a PostgreSQL database.</summary>
internal sealed class PostgresJournal(PostgresDatabase database) : IJournal
{
    private readonly JournalReader _reader = new(database);
    private readonly PostgresWriter _writer = new(database.Writers);
    private PostgresOwner? _owner;

    public async Task AcquireAsync(CancellationToken cancellation)
    {
        if (_owner is not null)
            await _owner.DisposeAsync().ConfigureAwait(false);
        _owner = null;
        _writer.Forget();
        _owner = await PostgresOwner.AcquireAsync(database, cancellation).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation)
    {
        try
        {
            return await _writer.WriteAsync(writes, _owner?.Token ?? 0, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (PostgresFailure.IsUnavailable(failure))
        {
            // Connections of before the failure would each fail once more.
            if (failure is NpgsqlException)
                database.Writers.Clear();
            throw PostgresFailure.Unavailable(failure);
        }
    }

    public Task<IReadOnlyDictionary<int, long>> ReadLastIdsAsync(CancellationToken cancellation) => _reader.ReadLastIdsAsync(cancellation);

    public Task<IReadOnlyList<ActivationHistory>> ReadAsync(
        IReadOnlyList<long> activations, long afterSequence, CancellationToken cancellation) =>
        _reader.ReadAsync(activations, afterSequence, cancellation);

    public Task<IReadOnlyList<long>> FindAwakeAsync(
        DateTimeOffset dueUntil, bool withAlways, long after, int limit, CancellationToken cancellation) =>
        _reader.FindAwakeAsync(dueUntil, withAlways, after, limit, cancellation);

    public Task<StartedBy?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation) =>
        _reader.FindRequestAsync(caller, requestId, cancellation);

    public Task<IReadOnlyList<long>> ListAsync(ActivationQuery query, CancellationToken cancellation) =>
        _reader.ListAsync(query, cancellation);

    public Task<ServiceEntry?> FindServiceAsync(string service, CancellationToken cancellation) =>
        _reader.FindServiceAsync(service, cancellation);

    public Task<IReadOnlyList<ServiceEntry>> ListServicesAsync(
        string customer, int limit, CancellationToken cancellation) =>
        _reader.ListServicesAsync(customer, limit, cancellation);

    public Task PingAsync(CancellationToken cancellation) => _reader.PingAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_owner is not null)
            await _owner.DisposeAsync().ConfigureAwait(false);
        _owner = null;
    }
}
