namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>
/// One call's view of the world, and what it would change. It writes nothing: an effect is the draft applied, a preview
/// is the draft put into words.
/// </summary>
/// <param name="session">Where it reads.</param>
/// <param name="key">The idempotency key of the call.</param>
internal sealed class Draft(Session session, string key)
{
    private readonly List<Change> _changes = [];
    private readonly Dictionary<(Table, string), Row?> found = [];

    /// <summary>The idempotency key of the call.</summary>
    public string Key => key;

    public IReadOnlyList<Change> Changes => _changes;

    public Row? Find(Table table, string id)
    {
        if (!found.TryGetValue((table, id), out var row)) found.Add((table, id), row = table.Find(session, id));
        return row;
    }

    public List<Row> Where(Table table, string column, object value) => table.Where(session, column, value);

    public bool Any(Table table, string column, object value) =>
        session.First($"SELECT 1 FROM {table.Name} WHERE {column} = $1 LIMIT 1", _ => true, value);

    /// <summary>The highest number in a group; null where the group is empty.</summary>
    public long? Highest(Table table, string group, string value, string number) =>
        session.First(
            $"SELECT max({number}) FROM {table.Name} WHERE {group} = $1",
            statement => statement.NumberOrNull(0),
            value);

    /// <summary>
    /// A number that is free in a group: the one after the highest, which an index finds at once; where that is past
    /// the last, the lowest gap. Null where none is left.
    /// </summary>
    public long? Free(Table table, string group, string value, string number, long first, long last)
    {
        var next = (Highest(table, group, value, number) ?? first - 1) + 1;
        if (next <= last) return Math.Max(first, next);

        var taken = session.First(
            $"SELECT 1 FROM {table.Name} WHERE {group} = $1 AND {number} = $2", _ => true, value, first);
        if (!taken) return first;

        var gap = session.First(
            $"""
            SELECT min(a.{number}) + 1 FROM {table.Name} AS a WHERE a.{group} = $1 AND a.{number} >= $2 AND NOT EXISTS
                (SELECT 1 FROM {table.Name} AS b WHERE b.{group} = $1 AND b.{number} = a.{number} + 1)
            """,
            statement => statement.Number(0), value, first);
        return gap <= last ? gap : null;
    }

    /// <summary>Makes the row, or replaces the one with its key.</summary>
    public void Put(Table table, params object?[] values)
    {
        var before = Find(table, (string)values[0]!);
        _changes.Add(new Change(table, before, new Row(table, values, before?.MadeBy ?? key, key)));
    }

    /// <summary>Takes the row away.</summary>
    /// <exception cref="RefusedException">Something else stands on it.</exception>
    public void Remove(Row row)
    {
        row.Table.Guard(this, row);
        _changes.Add(new Change(row.Table, row, null));
    }

    /// <summary>Brings back a row as it was, with who made it.</summary>
    public void Restore(Row row) => _changes.Add(new Change(row.Table, Find(row.Table, row.Id), row));
}
