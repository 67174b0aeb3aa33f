using Npgsql;
using Orchestrator.Core.Leases;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>What the nodes on a PostgreSQL database share: this part is who they are, and the leases.</summary>
internal sealed partial class PostgresClusterStore(
    PostgresDatabase database, PostgresJournal journal, PostgresTokens tokens)
    : IClusterStore, IAsyncDisposable
{
    /// <summary>With the time after which the lease of another runs out.</summary>
    private const string ReadLeases =
        """
        select shard, token, owner, owner = 0 or lease_until <= clock_timestamp() or owner = $1,
            case when owner not in (0, $1, $2) and lease_until > clock_timestamp() then lease_until - clock_timestamp() end
        from shards order by shard
        """;

    private const string Heartbeat =
        """
        update nodes set heartbeat = clock_timestamp(), leaving = leaving or $2, activations = $3, calls = $4, calls_waiting = $5,
            oldest_step = $6, oldest_command = $7, writes = $8, oldest_write = $9, adapters = $10
        where number = $1 returning number
        """;

    private readonly NpgsqlDataSource _talk = database.Settings.OpenTalk();
    private NpgsqlDataSource? _leases;
    private LeaseTerms _terms = LeaseTerms.Default;
    private long _node;
    private long _former;

    private NpgsqlDataSource Leases => _leases ?? throw new InvalidOperationException("The node has not joined.");

    public async Task<long> JoinAsync(NodeIdentity node, LeaseTerms terms, CancellationToken cancellation)
    {
        _terms = terms;
        _leases ??= database.Settings.OpenLeases(terms.RenewalInterval);
        _listener = await PostgresOwner.ShareAsync(database, cancellation).ConfigureAwait(false);
        (_node, _former) = await database.InTransactionAsync(
            transaction => JoinAsync(transaction, node, terms), cancellation).ConfigureAwait(false);
        tokens.Begin(_node, tokens.Now.Tokens.Select(static _ => 0L).ToArray());
        await TellAsync(new ClusterWord.Leases(), cancellation).ConfigureAwait(false);
        return _node;
    }

    public Task<LeaseView> RenewAsync(bool isLeaving, NodeFigures figures, CancellationToken cancellation) =>
        RunAsync(Leases, async connection =>
        {
            var batch = new NpgsqlBatch(connection);
            await using (batch.ConfigureAwait(false))
            {
                Add(
                    batch,
                    Heartbeat,
                    _node,
                    isLeaving,
                    figures.Activations.ToArray(),
                    figures.CallsInFlight,
                    figures.CallsWaiting,
                    figures.OldestReadyStep,
                    figures.OldestCommand,
                    figures.WritesWaiting,
                    figures.OldestWrite,
                    AdapterFiguresJson.Write(figures.Adapters));
                Add(
                    batch,
                    "update shards set lease_until = clock_timestamp() + $2 where owner = $1",
                    _node,
                    _terms.Duration);
                Add(batch, ReadLeases, _former, _node);
                Add(
                    batch,
                    "select number, draining, leaving from nodes where heartbeat + $1 > clock_timestamp()",
                    _terms.Duration);
                var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                    return await ReadViewAsync(reader, cancellation).ConfigureAwait(false);
            }
        });

    public async Task<IReadOnlyList<ShardLease>> AcquireAsync(IReadOnlyList<int> shards, CancellationToken cancellation)
    {
        if (shards.Count == 0)
            return [];

        short[] wanted = [.. shards.Select(static shard => (short)shard)];
        IReadOnlyList<ShardLease> taken;
        try
        {
            taken = await TakeAsync(wanted, cancellation).ConfigureAwait(false);
        }
        catch (JournalUnavailableException slow)
            when (slow.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            await EndWritersAsync(wanted, cancellation).ConfigureAwait(false);
            taken = await TakeAsync(wanted, cancellation).ConfigureAwait(false);
        }

        journal.Forget();
        tokens.Set(taken.Select(static lease => (lease.Shard, lease.Token)));
        return taken;
    }

    public async Task ReleaseAsync(IReadOnlyList<int> shards, CancellationToken cancellation)
    {
        short[] given = [.. shards.Select(static shard => (short)shard)];
        tokens.Set(shards.Select(static shard => (shard, 0L)));
        await ExecuteAsync(
            Leases,
            "update shards set owner = 0, lease_until = '-infinity' where owner = $1 and shard = any($2)",
            cancellation,
            _node,
            given).ConfigureAwait(false);
        await TellAsync(new ClusterWord.Leases(), cancellation).ConfigureAwait(false);
    }

    public async Task LeaveAsync(CancellationToken cancellation)
    {
        await ExecuteAsync(Leases, "update shards set owner = 0, lease_until = '-infinity' where owner = $1", cancellation, _node).ConfigureAwait(false);
        await ExecuteAsync(Leases, "delete from nodes where number = $1", cancellation, _node).ConfigureAwait(false);
        await TellAsync(new ClusterWord.Leases(), cancellation).ConfigureAwait(false);
    }

    public async Task<long> ReadGreatestIdAsync(CancellationToken cancellation) => (await database.QueryAsync(
        new SqlQuery("select coalesce(max(id), 0) from activations"),
        row => row.GetInt64(0),
        cancellation).ConfigureAwait(false))[0];

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
            await _listener.DisposeAsync().ConfigureAwait(false);
        if (_leases is not null)
            await _leases.DisposeAsync().ConfigureAwait(false);
        await _talk.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<(long Number, long Former)> JoinAsync(
        SqlTransaction transaction, NodeIdentity node, LeaseTerms terms)
    {
        // Of servers that start at once with keys of their own, one may join.
        await transaction.ExecuteAsync(new SqlQuery("lock table nodes in share row exclusive mode"))
            .ConfigureAwait(false);
        await RefuseOtherKeyAsync(transaction, node, terms).ConfigureAwait(false);
        await transaction.ExecuteAsync(new SqlQuery(
            "delete from nodes where heartbeat < clock_timestamp() - interval '1 day'")).ConfigureAwait(false);
        await transaction.ExecuteAsync(new SqlQuery(
            "delete from commands where asker not in (select number from nodes) and sent < clock_timestamp() - "
                + "interval '1 hour'"))
            .ConfigureAwait(false);
        var former = await transaction.QueryAsync(
            new SqlQuery("select number from nodes where id = @id for update").With("id", node.Id),
            row => row.GetInt64(0)).ConfigureAwait(false);
        var joined = await transaction.QueryAsync(
            new SqlQuery(
                """
                insert into nodes (id, address, host, version, sealing_key) values (@id, @address, @host, @version, @key)
                on conflict (id) do update set number = excluded.number, address = excluded.address, host = excluded.host,
                    version = excluded.version, sealing_key = excluded.sealing_key, started = excluded.started,
                    heartbeat = excluded.heartbeat, draining = false, leaving = false
                returning number
                """).With("id", node.Id).With("address", node.Address).With("host", node.Host).With("version", node.Version).With("key", node.SealingKey),
            row => row.GetInt64(0)).ConfigureAwait(false);
        return (joined[0], former is [var before] ? before : -1);
    }

    private static async Task RefuseOtherKeyAsync(SqlTransaction transaction, NodeIdentity node, LeaseTerms terms)
    {
        var other = await transaction.QueryAsync(
            new SqlQuery(
                "select id from nodes where id <> @id and sealing_key <> @key and heartbeat > clock_timestamp() - "
                    + "make_interval(secs => @seconds) limit 1")
                .With("id", node.Id).With("key", node.SealingKey).With("seconds", (long)terms.Duration.TotalSeconds),
            row => row.GetString(0)).ConfigureAwait(false);
        if (other is [var name])
        {
            throw new ShardsOwnedException(
                $"It, {name}, has another key for sensitive values, and neither could read the other's. Give all "
                + "servers the same key file: SealingKey, or a copy of sealing.key in the data folder. If it has "
                + $"died, try again in {(long)terms.Duration.TotalSeconds} s.");
        }
    }

    private async Task<LeaseView> ReadViewAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        if (!await reader.ReadAsync(cancellation).ConfigureAwait(false))
            throw new OwnershipLostException("Another process runs as this node now: it has the same id.");

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var shards = new List<LeaseRow>();
        TimeSpan? expiry = null;
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            shards.Add(new LeaseRow(reader.GetInt16(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3)));
            if (!reader.IsDBNull(4) && !(reader.GetTimeSpan(4) >= expiry))
                expiry = reader.GetTimeSpan(4);
        }

        tokens.Set(shards.Where(row => row.Owner == _node).Select(static row => (row.Shard, row.Token)));
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var nodes = new List<LiveNode>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            nodes.Add(new LiveNode(reader.GetInt64(0), reader.GetBoolean(1)) { IsLeaving = reader.GetBoolean(2) });
        return new LeaseView(shards, nodes) { NextExpiry = expiry };
    }

    private Task<IReadOnlyList<ShardLease>> TakeAsync(short[] wanted, CancellationToken cancellation) =>
        QueryAsync(
            Leases,
            "select taken, new_token from take_shards($1, $2, $3, $4)",
            row => new ShardLease(row.GetInt16(0), row.GetInt64(1)),
            cancellation,
            _node,
            _former,
            wanted,
            _terms.Duration);

    /// <summary>
    /// A node that stopped in the midst of sending a batch holds its lock for as long as it stands still; its lease is
    /// over, so the batch may be ended.
    /// </summary>
    private Task EndWritersAsync(short[] wanted, CancellationToken cancellation) => ExecuteAsync(
        Leases,
        """
        select pg_terminate_backend(l.pid) from pg_locks l
        where l.locktype = 'advisory' and l.classid = 1330793283 and l.granted and l.mode = 'ShareLock' and l.objid in (
            select (writers_of(s.owner)::bigint & 4294967295)::oid from shards s
            where s.shard = any($1) and s.owner <> 0 and s.lease_until <= clock_timestamp())
        """,
        cancellation,
        wanted);
}
