using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>JSON as it is kept in the file: compact, and readable for people ('+43', not '\u002B43').</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node) => node.ToJsonString(Readable);

    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Whether the text holds the same value; the order of members does not matter.</summary>
    public static bool IsSame(string text, JsonElement value) =>
        text == value.GetRawText() || JsonElement.DeepEquals(Parse(text), value);
}
