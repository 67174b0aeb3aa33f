using Npgsql;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Storage.Postgres;

/// <summary>How the connections are set up, from what the operator gave.</summary>
internal sealed class PostgresSettings(string connectionString)
{
    private const int WritersMax = 8;

    /// <summary>
    /// Queries at the same time; more wait for each other. A server has 100 connections, unless it is told otherwise.
    /// </summary>
    private const int ReadersMax = 16;

    /// <summary>
    /// Statements of writers touch rows by their keys, however few or many there are: a plan that was made while a
    /// table was empty must not read all of it when it is full.
    /// </summary>
    private const string WriterOptions =
        "-c jit=off -c enable_seqscan=off -c enable_nestloop=off -c enable_mergejoin=off -c "
            + "plan_cache_mode=force_generic_plan";

    /// <summary>More batches at the same time only wait for each other.</summary>
    public static readonly JournalPace Pace = new(WritersMax, BesideMin: 1);

    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public NpgsqlDataSource OpenReaders() => Open(With("-c jit=off", builder =>
    {
        builder.MaxPoolSize = ReadersMax;
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, ReadersMax);
        builder.MaxAutoPrepare = 32;
    }));

    public NpgsqlDataSource OpenWriters() => Open(With(WriterOptions, builder =>
    {
        builder.MaxPoolSize = WritersMax * 2;
        builder.MaxAutoPrepare = 32;
        builder.AutoPrepareMinUsages = 1;
    }));

    /// <summary>For leases alone: a renewal must not wait for queries. One that takes too long is sent again.</summary>
    public NpgsqlDataSource OpenLeases(TimeSpan patience) => Open(With("-c jit=off", builder =>
    {
        builder.MaxPoolSize = 2;
        builder.CommandTimeout = builder.Timeout = Math.Max(1, (int)patience.TotalSeconds);
    }));

    /// <summary>For lanes, and for what nodes say to each other.</summary>
    public NpgsqlDataSource OpenTalk() => Open(With("-c jit=off", builder =>
    {
        builder.MaxPoolSize = 4;
        builder.MaxAutoPrepare = 16;
    }));

    /// <summary>
    /// For one connection that is held as long as the process owns the shards. Its end is noticed within seconds on
    /// both sides, though a cable was cut.
    /// </summary>
    public string ForOwner() => With(
        "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c idle_session_timeout=0",
        builder =>
        {
            builder.Pooling = false;
            builder.KeepAlive = 5;
        });

    /// <summary>For EF Core's migrator.</summary>
    public string ForMigrator() => With("-c jit=off", builder => builder.Pooling = false);

    /// <summary>
    /// Only types that every PostgreSQL has are used: nothing needs to be asked for before the first statement.
    /// </summary>
    private static NpgsqlDataSource Open(string connectionString) =>
        new NpgsqlDataSourceBuilder(connectionString).ConfigureTypeLoading(
            types => types.EnableTypeLoading(false)).Build();

    private string With(string options, Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Nothing of a session is ever changed, so nothing needs to be put back.
            NoResetOnClose = true,
            TcpKeepAlive = true,
        };
        builder.ApplicationName ??= "orchestrator";
        builder.Options = builder.Options is null ? options : $"{builder.Options} {options}";
        change(builder);
        return builder.ConnectionString;
    }
}
