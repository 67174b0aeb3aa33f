using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>A call's input, read field by field; what does not fit is refused with the field's name.</summary>
/// <param name="layers">Objects; the first that has a field gives it. A field that is null is not there.</param>
internal sealed class Input(params JsonElement[] layers)
{
    private const int LengthMax = 300;

    /// <summary>All its fields in one object.</summary>
    public JsonObject ToJson()
    {
        var all = new JsonObject();
        foreach (var layer in layers.Where(layer => layer.ValueKind == JsonValueKind.Object))
        {
            foreach (var field in layer.EnumerateObject().Where(field => !all.ContainsKey(field.Name)))
                all.Add(field.Name, JsonNode.Parse(field.Value.GetRawText()));
        }

        return all;
    }

    public string Text(string name, int lengthMax = LengthMax) =>
        TextOrNull(name, lengthMax) ?? throw Refuse(name, "is missing");

    public string? TextOrNull(string name, int lengthMax = LengthMax)
    {
        if (Find(name) is not { } value) return null;
        var text = TextOf(value) ?? throw Refuse(name, "is not a text");
        return text.Length > 0 && text.Length <= lengthMax
            ? text
            : throw Refuse(name, $"is not 1 to {lengthMax} characters long");
    }

    public long Number(string name, long min, long max) =>
        NumberOrNull(name, min, max) ?? throw Refuse(name, "is missing");

    public long? NumberOrNull(string name, long min, long max)
    {
        if (Find(name) is not { } value) return null;
        return WholeNumber(value) is { } number && number >= min && number <= max
            ? number
            : throw Refuse(name, $"is not a whole number from {min} to {max}");
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { } value) throw Refuse(name, "is missing");
        if (value.ValueKind != JsonValueKind.Array) throw Refuse(name, "is not a list");

        return [.. value.EnumerateArray().Select(item =>
            TextOf(item) ?? throw Refuse(name, "has an item that is not a text"))];
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair: JSON may write it, but it is no text.
        }
    }

    /// <summary>Expressions calculate with doubles: 210.0 is as whole as 210.</summary>
    private static long? WholeNumber(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number) return null;
        if (value.TryGetInt64(out var number)) return number;
        var isWhole = value.TryGetDouble(out var real) && Math.Abs(real) < 1e15 && real == Math.Floor(real);
        return isWhole ? (long)real : null;
    }

    private JsonElement? Find(string name)
    {
        foreach (var layer in layers)
        {
            if (layer.ValueKind == JsonValueKind.Object
                && layer.TryGetProperty(name, out var value)
                && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    private static RefusedException Refuse(string name, string problem) =>
        new("INVALID_INPUT", $"The input's field '{name}' {problem}. Correct the step's input.");
}
