using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Bench.Reference;

internal sealed class BarePostgresTable : IBareTable
{
    private static readonly byte[] Content = new byte[150];

    private readonly NpgsqlDataSource _source;

    private BarePostgresTable(NpgsqlDataSource source) => _source = source;

    public static async Task<BarePostgresTable> CreateAsync(string database, int connectionsMax)
    {
        var settings = new NpgsqlConnectionStringBuilder(database)
        {
            MaxPoolSize = connectionsMax,
            MaxAutoPrepare = 4,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true,
        };
        var source = NpgsqlDataSource.Create(settings.ConnectionString);
        await using var create = source.CreateCommand(
            "drop table if exists bench_bare; create table bench_bare (saga bigint, row int, content bytea, primary "
                + "key (saga, row))");
        await create.ExecuteNonQueryAsync();
        return new BarePostgresTable(source);
    }

    public async Task InsertAsync(long[] sagas, int[] rows)
    {
        await using var insert = _source.CreateCommand("insert into bench_bare select * from unnest($1, $2, $3)");
        insert.Parameters.Add(new() { Value = sagas, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        insert.Parameters.Add(new() { Value = rows, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        insert.Parameters.Add(new()
        {
            Value = Enumerable.Repeat(Content, rows.Length).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });
        await insert.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await using (var drop = _source.CreateCommand("drop table bench_bare"))
            await drop.ExecuteNonQueryAsync();
        await _source.DisposeAsync();
    }
}
