using System.Globalization;

namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>One thing in the world.</summary>
/// <param name="Table">What kind of thing.</param>
/// <param name="Values">A text, a long or null for each of the table's columns; the first is the key.</param>
/// <param name="MadeBy">
/// The idempotency key of the call that made it. Tells ours from another's of the same name.
/// </param>
/// <param name="ChangedBy">The idempotency key of the call that touched it last.</param>
internal sealed record Row(Table Table, object?[] Values, string MadeBy, string ChangedBy)
{
    public string Id => (string)Values[0]!;

    public object? this[string column] => Values[IndexOf(column)];

    public string? Text(string column) => (string?)this[column];

    public long Number(string column) => (long)this[column]!;

    public bool IsSameAs(Row other) => MadeBy == other.MadeBy && ChangedBy == other.ChangedBy;

    /// <summary>What is known of it beside its key, as text.</summary>
    public Dictionary<string, string> Attributes() =>
        Table.Columns.Zip(Values).Skip(1).Where(pair => pair.Second is not null)
            .ToDictionary(pair => pair.First, pair => Convert.ToString(pair.Second, CultureInfo.InvariantCulture)!);

    private int IndexOf(string column)
    {
        for (var i = 0; i < Table.Columns.Count; i++)
        {
            if (Table.Columns[i] == column) return i;
        }

        throw new ArgumentException($"Table {Table.Name} has no column {column}.", nameof(column));
    }
}
