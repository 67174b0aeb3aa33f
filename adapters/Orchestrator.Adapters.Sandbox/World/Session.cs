using Microsoft.Data.Sqlite;

namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>One connection to the world's file, with every statement prepared once. For one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = [];

    private Session(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens the file for writing; makes it where it is not there.</summary>
    public static Session Open(string file)
    {
        var session = Connect(file, SqliteOpenMode.ReadWriteCreate);

        // FULL in WAL mode: a commit has reached the disk before it is answered.
        session.Run("PRAGMA journal_mode = WAL");
        session.Run("PRAGMA synchronous = FULL");
        session.Run("PRAGMA wal_autocheckpoint = 4000");
        return session;
    }

    /// <summary>Opens the file beside whoever writes it.</summary>
    public static Session OpenToRead(string file) => Connect(file, SqliteOpenMode.ReadOnly);

    public void Run(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
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

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
