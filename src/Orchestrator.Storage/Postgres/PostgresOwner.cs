using System.Globalization;
using Npgsql;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>
/// Says that the owner of the shards lives: a lock that belongs to one connection of its own, and ends with it. Who
/// writes is decided by the fencing token alone; this keeps a second process from taking over by mistake.
/// </summary>
internal sealed class PostgresOwner(
    PostgresDatabase database, long token, NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>The lock's two keys: "ORC" with a number, and the table, so that schemas do not meet.</summary>
    private const string TryLock = "select pg_try_advisory_lock(1330793282, 'shards'::regclass::oid::integer)";

    /// <summary>The key that guard_write shares; taken alone, it waits for writes that are under way.</summary>
    private const string LockWriters = "select pg_advisory_xact_lock(1330793283, 'shards'::regclass::oid::integer)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private NpgsqlConnection? _connection = connection;
    private Task _watch = Task.CompletedTask;

    public long Token => token;

    /// <summary>Takes the shards over, and keeps saying so in the background.</summary>
    /// <exception cref="ShardsOwnedException">Another process says so.</exception>
    public static async Task<PostgresOwner> AcquireAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        NpgsqlConnection? connection = null;
        try
        {
            // A server may take a moment to notice that the owner before has died.
            for (var waited = TimeSpan.Zero; ; waited += Pause)
            {
                connection = await TryOpenAsync(database, cancellation).ConfigureAwait(false);
                if (connection is not null)
                    break;
                if (waited >= Patience)
                    throw new ShardsOwnedException(
                        await DescribeOwnerAsync(database, cancellation).ConfigureAwait(false));

                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }

            var token = await database.InTransactionAsync(TakeOverAsync, cancellation).ConfigureAwait(false);
            var owner = new PostgresOwner(database, token, connection);
            owner._watch = Task.Run(owner.WatchAsync, CancellationToken.None);
            return owner;
        }
        catch (Exception failure)
        {
            if (connection is not null)
                await connection.DisposeAsync().ConfigureAwait(false);
            if (PostgresFailure.IsUnavailable(failure))
                throw PostgresFailure.Unavailable(failure);

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_connection is not null)
            await _connection.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private static async Task<long> TakeOverAsync(SqlTransaction transaction)
    {
        await transaction.QueryAsync(new SqlQuery(LockWriters), _ => true).ConfigureAwait(false);
        return await Fencing.TakeOverAsync(transaction).ConfigureAwait(false);
    }

    /// <summary>A connection that has the lock; null where another one has it.</summary>
    private static async Task<NpgsqlConnection?> TryOpenAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(database.Settings.ForOwner());
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            var command = new NpgsqlCommand(TryLock, connection);
            await using (command.ConfigureAwait(false))
            {
                if (await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true)
                    return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    private static async Task<string> DescribeOwnerAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        var owners = await database.QueryAsync(
            new SqlQuery("select coalesce(owner, ''), since from shards where shard = 0"),
            row => $" ({row.GetString(0)}, since {StoredTime.Read(row.GetInt64(1)).ToString("u", CultureInfo.InvariantCulture)})",
            cancellation).ConfigureAwait(false);
        return $"The PostgreSQL database is in use by another Orchestrator{(owners.Count > 0 ? owners[0] : "")}. Stop that one, or start this one with "
            + "another database: --database \"Host=...;Database=...\".";
    }

    private static async Task<long> ReadTokenAsync(PostgresDatabase database, CancellationToken cancellation) =>
        (await database.QueryAsync(new SqlQuery("select max(token) from shards"), row => row.GetInt64(0), cancellation).ConfigureAwait(false))[0];

    /// <summary>
    /// Until it is stopped, or another process has taken over: opens the connection again where it has ended.
    /// </summary>
    private async Task WatchAsync()
    {
        var pause = Pause;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _connection ??= await TryOpenAsync(database, _stop.Token).ConfigureAwait(false);
                if (await ReadTokenAsync(database, _stop.Token).ConfigureAwait(false) != token)
                    return;

                if (_connection is not null)
                {
                    pause = Pause;
                    await WaitForEndAsync(_connection).ConfigureAwait(false);
                }
            }
            catch (Exception failure) when (PostgresFailure.IsUnavailable(failure) || failure is JournalUnavailableException)
            {
                await ForgetAsync().ConfigureAwait(false);
            }

            await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
    }

    /// <summary>Nothing is ever notified: it ends with the connection, or when this is stopped.</summary>
    private async Task WaitForEndAsync(NpgsqlConnection open)
    {
        while (true)
            await open.WaitAsync(_stop.Token).ConfigureAwait(false);
    }

    private async Task ForgetAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
    }
}
