using System.Data;
using Npgsql;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>
/// Says that the one owner of all shards lives, where there is to be one: a lock that belongs to one connection of its
/// own, and ends with it. Nodes that share the shards share the lock. Who writes is decided by the fencing token alone;
/// this keeps a second process from taking over by mistake.
/// </summary>
internal sealed class PostgresOwner(
    PostgresDatabase database, long node, long[] tokens, NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>The lock's two keys: "ORC" with a number, and the table, so that schemas do not meet.</summary>
    private const string TryLock = "select pg_try_advisory_lock(1330793282, 'shards'::regclass::oid::integer)";

    private const string TryShare = "select pg_try_advisory_lock_shared(1330793282, 'shards'::regclass::oid::integer)";

    /// <summary>The keys that guard_write shares; taken alone, they wait for writes that are under way.</summary>
    private const string LockWriters =
        "select pg_advisory_xact_lock(1330793283, writers_of(owner)) from (select distinct owner from shards order by "
            + "owner) as owners";

    /// <summary>There are no leases while the lock is held; when it is not, they have run out.</summary>
    private const string TakeAll =
        """
        update shards set token = token + 1, owner = @node, lease_until = '-infinity', lanes_kept = false
        """;

    private const string AllTokens = "select token from shards order by shard";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private NpgsqlConnection? _connection = connection;
    private Task _watch = Task.CompletedTask;

    public long Node => node;

    public IReadOnlyList<long> Tokens => tokens;

    /// <summary>Takes the shards over, and keeps saying so in the background.</summary>
    /// <exception cref="ShardsOwnedException">Another process says so.</exception>
    public static async Task<PostgresOwner> AcquireAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        var connection = await OpenAsync(database, TryLock, cancellation).ConfigureAwait(false);
        try
        {
            var (node, tokens) = await database.InTransactionAsync(TakeOverAsync, cancellation).ConfigureAwait(false);
            var owner = new PostgresOwner(database, node, tokens, connection);
            owner._watch = Task.Run(owner.WatchAsync, CancellationToken.None);
            return owner;
        }
        catch (Exception failure)
        {
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

    /// <summary>A connection that says that there are nodes which share the shards; it is the caller's.</summary>
    /// <exception cref="ShardsOwnedException">One process has them all, for itself.</exception>
    public static Task<NpgsqlConnection> ShareAsync(PostgresDatabase database, CancellationToken cancellation) =>
        OpenAsync(database, TryShare, cancellation);

    /// <summary>A server may take a moment to notice that the owner before has died.</summary>
    private static async Task<NpgsqlConnection> OpenAsync(
        PostgresDatabase database, string tryLock, CancellationToken cancellation)
    {
        try
        {
            for (var waited = TimeSpan.Zero; ; waited += Pause)
            {
                if (await TryOpenAsync(database, tryLock, cancellation).ConfigureAwait(false) is { } connection)
                    return connection;
                if (waited >= Patience)
                    throw new ShardsOwnedException(
                        await DescribeOwnerAsync(database, cancellation).ConfigureAwait(false));

                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (PostgresFailure.IsUnavailable(failure))
        {
            throw PostgresFailure.Unavailable(failure);
        }
    }

    private static async Task<(long Node, long[] Tokens)> TakeOverAsync(SqlTransaction transaction)
    {
        await transaction.QueryAsync(new SqlQuery(LockWriters), _ => true).ConfigureAwait(false);
        var node = await transaction.QueryAsync(
            new SqlQuery("select nextval('node_numbers')"), row => row.GetInt64(0)).ConfigureAwait(false);
        await transaction.ExecuteAsync(new SqlQuery(TakeAll).With("node", node[0])).ConfigureAwait(false);
        var tokens = await transaction.QueryAsync(
            new SqlQuery(AllTokens), row => row.GetInt64(0)).ConfigureAwait(false);
        return (node[0], [.. tokens]);
    }

    /// <summary>A connection that has the lock; null where another one has it.</summary>
    private static async Task<NpgsqlConnection?> TryOpenAsync(
        PostgresDatabase database, string tryLock, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(database.Settings.ForOwner());
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            var command = new NpgsqlCommand(tryLock, connection);
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
            new SqlQuery("select id, address from nodes order by heartbeat desc limit 1"),
            row => $" ({row.GetString(0)}, {row.GetString(1)})",
            cancellation).ConfigureAwait(false);
        return $"The PostgreSQL database is in use by another Orchestrator{(owners.Count > 0 ? owners[0] : "")}. Stop "
            + "that one, or start this one with another database: --database \"Host=...;Database=...\".";
    }

    private async Task<bool> IsOwnerAsync() => tokens.SequenceEqual(
        await database.QueryAsync(new SqlQuery(AllTokens), row => row.GetInt64(0), _stop.Token).ConfigureAwait(false));

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
                _connection ??= await TryOpenAsync(database, TryLock, _stop.Token).ConfigureAwait(false);
                if (!await IsOwnerAsync().ConfigureAwait(false))
                    return;

                if (_connection is not null)
                {
                    pause = Pause;
                    await WaitForEndAsync(_connection).ConfigureAwait(false);
                }
            }
            catch (Exception failure)
                when (PostgresFailure.IsUnavailable(failure) || failure is JournalUnavailableException)
            {
                // It may be another connection, that which reads, that has ended: this one is given up only for itself.
                if (_connection is { State: not ConnectionState.Open })
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
