using Microsoft.Data.Sqlite;

namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>One connection to the world's file, with every statement prepared once. For one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private const int SqliteBusy = 5;
    private const int SwitchesMax = 100;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _prepared = [];

    private Session(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file for writing; makes it where it is not there.</summary>
    public static Session Open(string file)
    {
        var session = Connect(file, SqliteOpenMode.ReadWriteCreate);

        // FULL in WAL mode: a commit has reached the disk before it is answered.
        session.SwitchToWal();
        session.Run("PRAGMA synchronous = FULL");
        session.Run("PRAGMA wal_autocheckpoint = 4000");
        session.Run("PRAGMA cache_size = -32000"); // kilobytes: room for the pages that a busy minute touches
        return session;
    }

    /// <summary>
    /// Processes that make the file at the same time get in each other's way here, and SQLite does not wait for that as it
    /// does for a writer: so wait as one.
    /// </summary>
    private void SwitchToWal()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Run("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteException busy) when (busy.SqliteErrorCode == SqliteBusy && attempt < SwitchesMax)
            {
                Run("BEGIN IMMEDIATE");
                Run("ROLLBACK");
            }
        }
    }

    /// <summary>Opens the file beside whoever writes it.</summary>
    public static Session OpenToRead(string file) => Connect(file, SqliteOpenMode.ReadOnly);

    public void Run(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Begin(sql, values);
        try
        {
            while (statement.Step())
            {
                // A pragma answers with rows; nobody asked for them.
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    public T? First<T>(string sql, Func<Statement, T> read, params ReadOnlySpan<object?> values)
    {
        var statement = Begin(sql, values);
        try
        {
            return statement.Step() ? read(statement) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    public List<T> All<T>(string sql, Func<Statement, T> read, params ReadOnlySpan<object?> values)
    {
        var statement = Begin(sql, values);
        try
        {
            var rows = new List<T>();
            while (statement.Step()) rows.Add(read(statement));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _connection.Dispose();
    }

    private static Session Connect(string file, SqliteOpenMode mode)
    {
        // No pool: a pooled connection would keep the file open after the world was closed.
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            var session = new Session(connection);
            session.Run("PRAGMA busy_timeout = 30000");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private Statement Begin(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            statement = new Statement(_connection.Handle!, sql);
            _prepared.Add(sql, statement);
        }

        statement.Bind(values);
        return statement;
    }
}
