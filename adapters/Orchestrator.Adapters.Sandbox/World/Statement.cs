using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>
/// A prepared statement. SQLite's own interface: a command of the ADO.NET provider costs several times what the
/// statement does, and a call takes about ten of them.
/// </summary>
internal sealed class Statement(sqlite3 database, string sql) : IDisposable
{
    private readonly sqlite3_stmt _statement = Prepare(database, sql);

    /// <summary>Binds a text, a whole number, a bool or null to each parameter, from $1.</summary>
    public void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) Check(Bind(i + 1, values[i]));
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Lets go of the rows and of what was bound. What went wrong was told by <see cref="Step"/>.</summary>
    public void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    /// <summary>A text, a long or null.</summary>
    public object? Value(int column) => raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => Number(column),
        _ => Text(column),
    };

    public void Dispose() => _statement.Dispose();

    private static sqlite3_stmt Prepare(sqlite3 database, string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out var statement), database);
        return statement;
    }

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        string text => raw.sqlite3_bind_text(_statement, index, text),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        int number => raw.sqlite3_bind_int64(_statement, index, number),
        bool truth => raw.sqlite3_bind_int(_statement, index, truth ? 1 : 0),
        _ => throw new ArgumentException($"SQLite is not given a {value.GetType().Name}.", nameof(value)),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
