using Microsoft.Data.Sqlite;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Storage.Sqlite;

/// <summary>Where the file is, and how every connection to it is set up.</summary>
internal sealed class SqliteSettings(string folder)
{
    /// <summary>
    /// Durable: a commit is on the disk. Readers do not wait for the writer, nor it for them. Who commits when the log
    /// has a thousand pages waits until they are in the file, and all that comes meanwhile waits with it: ten thousand
    /// were up to a fifth faster with hundreds in flight, and tripled the time that one in a hundred takes.
    /// </summary>
    private const string WriterPragmas =
        "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000; pragma temp_store = memory; "
        + "pragma cache_size = -16384; pragma wal_autocheckpoint = 1000; pragma journal_size_limit = 67108864;";

    /// <summary>
    /// One batch goes to the file while the next one is made ready. Few writes are better left for those that come
    /// meanwhile: they would have to wait anyway, and then take a commit of their own.
    /// </summary>
    public static readonly JournalPace Pace = new(WritersMax: 2, BesideMin: 64);

    public string Folder { get; } = Path.GetFullPath(folder);

    public string File => Path.Combine(Folder, "orchestrator.db");

    public string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = File,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Pooling = true,
        DefaultTimeout = 5,
    }.ConnectionString;

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection OpenWriter()
    {
        var connection = Open();
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = WriterPragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
