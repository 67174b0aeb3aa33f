using Microsoft.Data.Sqlite;

namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>The world as it is at one moment, read beside whoever writes it.</summary>
internal static class Snapshot
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidOperationException">The file is not a sandbox's.</exception>
    public static T Of<T>(string file, Func<Session, T> read)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no sandbox's file '{file}'.", file);
        try
        {
            using var session = Session.OpenToRead(file);

            // One transaction: all tables are of the same moment.
            session.Run("BEGIN");
            return read(session);
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException(
                $"'{file}' cannot be read as a sandbox's file: {exception.Message}.", exception);
        }
    }
}
