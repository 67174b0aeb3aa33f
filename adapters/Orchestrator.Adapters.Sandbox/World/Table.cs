namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>One kind of thing in the world.</summary>
/// <param name="name">The table's name, unique in the file.</param>
/// <param name="noun">One of them, in words.</param>
/// <param name="columns">The first one is the key.</param>
internal sealed class Table(string name, string noun, params string[] columns)
{
    private readonly string _all = string.Join(", ", columns) + ", made_by, changed_by";
    private string? _find;
    private string? _put;
    private string? _remove;
    private string? _page;

    public string Name => name;

    public string Noun => noun;

    public IReadOnlyList<string> Columns => columns;

    /// <summary>
    /// Set for what a customer holds, and unset for what only happened: a sent mail is nobody's to release.
    /// </summary>
    public string? ResourceKind { get; init; }

    /// <summary>A row as the resource that it is; null: of <see cref="ResourceKind"/>, by its key.</summary>
    public Func<Row, Resource>? AsResource { get; init; }

    /// <summary>Columns to index, for looking up by another column than the key.</summary>
    public string? Index { get; init; }

    /// <summary>Refuses to let a row go that something else stands on.</summary>
    public Action<Draft, Row> Guard { get; init; } = (_, _) => { };

    public void Create(Session session)
    {
        var key = columns[0];
        var others = string.Concat(columns.Skip(1).Select(column => $", {column}"));
        session.Run(
            $"""
            CREATE TABLE IF NOT EXISTS {name} (
                {key} TEXT PRIMARY KEY{others}, made_by TEXT NOT NULL, changed_by TEXT NOT NULL) WITHOUT ROWID
            """);
        AddMissing(session);
        if (Index is not null) session.Run($"CREATE INDEX IF NOT EXISTS {name}_index ON {name} ({Index})");
    }

    /// <summary>A world that an earlier version made has fewer columns.</summary>
    private void AddMissing(Session session)
    {
        var there = session.All("SELECT name FROM pragma_table_info($1)", statement => statement.Text(0), name);
        foreach (var column in columns.Except(there))
            session.Run($"ALTER TABLE {name} ADD COLUMN {column}");
    }

    public Row? Find(Session session, string id) =>
        session.First(_find ??= $"SELECT {_all} FROM {name} WHERE {columns[0]} = $1", Read, id);

    public List<Row> Where(Session session, string column, object value) =>
        session.All($"SELECT {_all} FROM {name} WHERE {column} = $1 ORDER BY {columns[0]}", Read, value);

    /// <summary>The next rows in order of their keys.</summary>
    public List<Row> After(Session session, string id, int count) =>
        session.All(
            _page ??= $"SELECT {_all} FROM {name} WHERE {columns[0]} > $1 ORDER BY {columns[0]} LIMIT $2",
            Read, id, count);

    /// <summary>The whole table, in an order that depends on nothing but what it holds.</summary>
    public List<Row> All(Session session) =>
        session.All($"SELECT {_all} FROM {name} ORDER BY {Index ?? columns[0]}, {columns[0]}", Read);

    public void Put(Session session, Row row)
    {
        _put ??= $"INSERT OR REPLACE INTO {name} ({_all}) VALUES ({Parameters(columns.Length + 2)})";
        session.Run(_put, [.. row.Values, row.MadeBy, row.ChangedBy]);
    }

    public void Remove(Session session, string id) =>
        session.Run(_remove ??= $"DELETE FROM {name} WHERE {columns[0]} = $1", id);

    private Row Read(Statement statement)
    {
        var values = new object?[columns.Length];
        for (var i = 0; i < values.Length; i++) values[i] = statement.Value(i);
        return new Row(this, values, statement.Text(columns.Length), statement.Text(columns.Length + 1));
    }

    private static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"${i}"));
}
