using System.Text.Json;

namespace Orchestrator.Adapters.Exec;

/// <summary>What a program wrote: a JSON object with the output and the resources, or with why it failed.</summary>
internal sealed record ProgramOutput(JsonElement? Output, IReadOnlyList<ResourceChange> Resources)
{
    public string? Code { get; private init; }

    public string? Message { get; private init; }

    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Null where it is rubbish. Nothing at all is fine.</summary>
    public static ProgramOutput? Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new(null, []);

        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement.Clone();
            return root.ValueKind != JsonValueKind.Object
                ? null
                : new(OutputOf(root), root.TryGetProperty("resources", out var list) ? Changes(list) : [])
                {
                    Code = Text(root, "code") is { } code && IsCode(code) ? code : null,
                    Message = Text(root, "message"),
                    RetryAfter = root.TryGetProperty("retryAfterSeconds", out var wait) && wait.TryGetDouble(out var seconds)
                        && seconds is > 0 and < 86400 ? TimeSpan.FromSeconds(seconds) : null,
                };
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <exception cref="JsonException">It is no list of resources.</exception>
    public static List<ResourceChange> Changes(JsonElement list) => [.. list.EnumerateArray().Select(one => new ResourceChange(
        new Resource(Needed(one, "kind"), Needed(one, "id"))
        {
            Attributes = one.TryGetProperty("attributes", out var attributes)
                ? attributes.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.ToString())
                : [],
        },
        one.TryGetProperty("released", out var released) && released.ValueKind == JsonValueKind.True))];

    private static JsonElement? OutputOf(JsonElement root) =>
        root.TryGetProperty("output", out var output) && output.ValueKind == JsonValueKind.Object ? output : null;

    private static string Needed(JsonElement json, string name) =>
        Text(json, name) ?? throw new JsonException($"A resource has no {name}.");

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsCode(string code) => code.Length is > 0 and <= 100 && char.IsAsciiLetterUpper(code[0])
        && code.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_');
}
