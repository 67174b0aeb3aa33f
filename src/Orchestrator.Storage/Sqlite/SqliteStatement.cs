using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Orchestrator.Storage.Sqlite;

/// <summary>
/// A statement that is prepared once and carried out a hundred thousand times a second, without an object per
/// parameter. Bound and stepped by one thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int OnStack = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(long? value)
    {
        Check(value is { } number
            ? raw.sqlite3_bind_int64(_statement, ++_bound, number)
            : raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    public SqliteStatement Bind(string? text)
    {
        if (text is null)
        {
            Check(raw.sqlite3_bind_null(_statement, ++_bound));
            return this;
        }

        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = longest <= OnStack ? stackalloc byte[OnStack] : new byte[longest];
        return BindText(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public SqliteStatement BindText(ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and no address is bound as null.
        Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(_statement, ++_bound, "")
            : raw.sqlite3_bind_text(_statement, ++_bound, utf8));
        return this;
    }

    public SqliteStatement BindBlob(ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, bytes));
        return this;
    }

    /// <summary>Carries it out; it gives no rows.</summary>
    /// <returns>The rows that it changed.</returns>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        var changed = raw.sqlite3_changes(_database);
        Reset();
        if (result != raw.SQLITE_DONE)
            Fail(result);

        return changed;
    }

    /// <summary>The number in the first column of the first row, or null where there is no row, or no number.</summary>
    public long? ReadNumber()
    {
        var result = raw.sqlite3_step(_statement);
        long? number = result == raw.SQLITE_ROW && raw.sqlite3_column_type(_statement, 0) != raw.SQLITE_NULL
            ? raw.sqlite3_column_int64(_statement, 0)
            : null;
        Reset();
        if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
            Fail(result);

        return number;
    }

    public void Dispose() => _statement.Dispose();

    private void Reset()
    {
        // What it returns is the failure of the step before, which is told there.
        _ = raw.sqlite3_reset(_statement);
        _bound = 0;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            Fail(result);
    }

    private void Fail(int result) => throw new SqliteException(
        raw.sqlite3_errmsg(_database).utf8_to_string(), result, raw.sqlite3_extended_errcode(_database));
}
