using System.Text;
using System.Text.Json;

namespace Orchestrator.Storage.Rows;

/// <summary>Labels as PostgreSQL's jsonb wants them: an object of texts without U+0000.</summary>
internal sealed record LabelsJson(string Text)
{
    /// <summary>Null for no labels.</summary>
    public static string? Write(IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count == 0)
            return null;

        using var text = new MemoryStream(64);
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in labels)
                writer.WriteString(StoredText.Of(name), StoredText.Of(value));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
