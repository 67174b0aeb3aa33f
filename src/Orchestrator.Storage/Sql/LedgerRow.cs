using System.Collections.Immutable;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>A ledger entry as its row has it; the same columns in both databases.</summary>
internal static class LedgerRow
{
    /// <summary>Of the table under the name r.</summary>
    public const string Columns =
        "r.service, r.adapter, r.kind, r.external_id, r.activation, r.step, r.key, r.since, r.attributes";

    public static LedgerEntry Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))
        {
            Activation = row.GetInt64(4),
            Step = row.GetString(5),
            Key = row.GetString(6),
            Since = StoredTime.Read(row.GetInt64(7)),
            Attributes = row.IsDBNull(8)
                ? ImmutableSortedDictionary<string, string>.Empty
                : ReadAttributes(row.GetString(8)),
        };

    /// <summary>Attributes as a column keeps them: JSON, in the order of their names; null for none.</summary>
    public static string? WriteAttributes(IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Count == 0)
            return null;

        using var text = new MemoryStream(64);
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in attributes.OrderBy(one => one.Key, StringComparer.Ordinal))
                writer.WriteString(StoredText.Of(name), StoredText.Of(value));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static ImmutableSortedDictionary<string, string> ReadAttributes(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToImmutableSortedDictionary(
            member => member.Name, member => member.Value.GetString() ?? "", StringComparer.Ordinal);
    }
}
