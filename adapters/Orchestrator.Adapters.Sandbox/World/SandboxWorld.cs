using Microsoft.Data.Sqlite;
using Orchestrator.Adapters.Sandbox.Calls;

namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>
/// The outside world that the sandbox adapters act on: one SQLite file, written before an answer is given. Several
/// processes may have it open.
/// </summary>
internal sealed class SandboxWorld : IDisposable
{
    private const int FormatVersion = 1;
    private readonly GroupCommit _writer;

    private SandboxWorld(GroupCommit writer) => _writer = writer;

    /// <summary>The calls of this process that have not been answered.</summary>
    public CallsUnderWay UnderWay { get; } = new();

    /// <exception cref="InvalidOperationException">The file is not a sandbox's, or is a newer program's.</exception>
    public static SandboxWorld Open(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        try
        {
            var session = Session.Open(file);
            Create(session, file);
            return new SandboxWorld(new GroupCommit(session));
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException(
                $"The sandbox's file '{file}' cannot be opened: {exception.Message.TrimEnd('.')}. Name another, or remove this one.",
                exception);
        }
    }

    /// <inheritdoc cref="GroupCommit.Run{T}"/>
    public Task<T> Run<T>(Func<Session, T> work, CancellationToken cancellation) => _writer.Run(work, cancellation);

    public void Dispose() => _writer.Dispose();

    private static void Create(Session session, string file)
    {
        session.Run("BEGIN IMMEDIATE");
        var version = session.First("PRAGMA user_version", statement => statement.Number(0));
        if (version > FormatVersion)
        {
            session.Dispose();
            throw new InvalidOperationException(
                $"The sandbox's file '{file}' has format {version}, not {FormatVersion} or less. Name another file.");
        }

        CallTable.Create(session);
        foreach (var table in Tables.All) table.Create(session);
        session.Run($"PRAGMA user_version = {FormatVersion}");
        session.Run("COMMIT");
    }
}
