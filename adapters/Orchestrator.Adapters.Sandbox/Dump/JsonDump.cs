using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Sandbox.Dump;

/// <summary>One object, a member for each table with an array of its rows.</summary>
internal static class JsonDump
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(IEnumerable<Section> sections, TextWriter output)
    {
        var world = new JsonObject();
        foreach (var section in sections) world.Add(section.Name, Rows(section));
        output.Write(world.ToJsonString(Indented) + "\n");
    }

    private static JsonArray Rows(Section section) => new([.. section.Rows.Select(row => Row(section.Columns, row))]);

    private static JsonObject Row(IReadOnlyList<string> columns, object?[] row)
    {
        var json = new JsonObject();
        foreach (var (column, value) in columns.Zip(row)) json.Add(column, Value(value));
        return json;
    }

    private static JsonValue? Value(object? value) => value switch
    {
        null => null,
        long number => JsonValue.Create(number),
        _ => JsonValue.Create((string)value),
    };
}
