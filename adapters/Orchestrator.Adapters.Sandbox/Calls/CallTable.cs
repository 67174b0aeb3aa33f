using Microsoft.Data.Sqlite;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>Where calls are kept.</summary>
internal sealed class CallTable(Session session)
{
    private const string Columns =
        """
        key, adapter, operation, input, undoes, first_time, called, applied, number, done, output, refusal, undone_by,
        faults, changes
        """;

    public static void Create(Session session)
    {
        session.Run(
            """
            CREATE TABLE IF NOT EXISTS calls (
                key TEXT PRIMARY KEY, adapter TEXT NOT NULL, operation TEXT NOT NULL, input TEXT NOT NULL,
                undoes TEXT, first_time TEXT NOT NULL, called INTEGER NOT NULL, applied INTEGER NOT NULL,
                number INTEGER, done INTEGER NOT NULL, output TEXT, refusal TEXT, undone_by TEXT,
                faults INTEGER NOT NULL, changes TEXT NOT NULL) WITHOUT ROWID
            """);
        session.Run("CREATE UNIQUE INDEX IF NOT EXISTS calls_number ON calls (number) WHERE number IS NOT NULL");
    }

    public CallRow? Find(string key) => session.First($"SELECT {Columns} FROM calls WHERE key = $1", Read, key);

    /// <summary>All: those with an effect first, in the order of their effects.</summary>
    public List<CallRow> All() =>
        session.All($"SELECT {Columns} FROM calls ORDER BY number IS NULL, number, key", Read);

    public long NextNumber() => session.First(
        "SELECT coalesce(max(number), 0) + 1 FROM calls WHERE number IS NOT NULL", reader => reader.GetInt64(0));

    public void Save(CallRow row) => session.Run(
        $"""
        INSERT OR REPLACE INTO calls ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """,
        row.Key, row.Adapter, row.Operation, row.Input, row.Undoes, row.FirstTime, row.Called, row.Applied, row.Number,
        row.Done, row.Output, row.Refusal, row.UndoneBy, row.Faults, row.Changes);

    private static CallRow Read(SqliteDataReader reader) => new(reader.GetString(0))
    {
        Adapter = reader.GetString(1),
        Operation = reader.GetString(2),
        Input = reader.GetString(3),
        Undoes = Text(reader, 4),
        FirstTime = reader.GetString(5),
        Called = reader.GetInt64(6),
        Applied = reader.GetInt64(7),
        Number = reader.IsDBNull(8) ? null : reader.GetInt64(8),
        Done = reader.GetInt64(9) != 0,
        Output = Text(reader, 10),
        Refusal = Text(reader, 11),
        UndoneBy = Text(reader, 12),
        Faults = reader.GetInt64(13),
        Changes = reader.GetString(14),
    };

    private static string? Text(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
