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
        "SELECT coalesce(max(number), 0) + 1 FROM calls WHERE number IS NOT NULL", statement => statement.Number(0));

    public void Save(CallRow row) => session.Run(
        $"""
        INSERT OR REPLACE INTO calls ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """,
        row.Key, row.Adapter, row.Operation, row.Input, row.Undoes, row.FirstTime, row.Called, row.Applied, row.Number,
        row.Done, row.Output, row.Refusal, row.UndoneBy, row.Faults, row.Changes);

    private static CallRow Read(Statement statement) => new(statement.Text(0))
    {
        Adapter = statement.Text(1),
        Operation = statement.Text(2),
        Input = statement.Text(3),
        Undoes = statement.TextOrNull(4),
        FirstTime = statement.Text(5),
        Called = statement.Number(6),
        Applied = statement.Number(7),
        Number = statement.NumberOrNull(8),
        Done = statement.Number(9) != 0,
        Output = statement.TextOrNull(10),
        Refusal = statement.TextOrNull(11),
        UndoneBy = statement.TextOrNull(12),
        Faults = statement.Number(13),
        Changes = statement.Text(14),
    };
}
