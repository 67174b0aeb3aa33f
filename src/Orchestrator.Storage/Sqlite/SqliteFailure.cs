using Microsoft.Data.Sqlite;
using Orchestrator.Engine.Ports;
using SQLitePCL;

namespace Orchestrator.Storage.Sqlite;

/// <summary>
/// Which of SQLite's results mean that the file cannot be worked with now, rather than that a statement is wrong.
/// </summary>
internal static class SqliteFailure
{
    public static bool IsConflict(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT };

    public static bool IsUnavailable(Exception failure) => failure switch
    {
        SqliteException sqlite =>
            sqlite.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_FULL
            or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PERM
            or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL or raw.SQLITE_AUTH,
        IOException or UnauthorizedAccessException => true,
        _ => false,
    };

    public static JournalUnavailableException Unavailable(string file, Exception failure) => new(
        $"The SQLite database {file} refuses to work: {failure.Message.TrimEnd('.')}. {Advice(failure)}", failure);

    private static string Advice(Exception failure) => (failure as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "The file is damaged: restore it from a backup.",
        raw.SQLITE_FULL => "Make room on its disk.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another program works on it: end that one.",
        _ => "Look at the disk's free space and at the file's rights.",
    };
}
