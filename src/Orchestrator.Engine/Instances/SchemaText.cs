using System.Text.Json;
using NJsonSchema;

namespace Orchestrator.Engine.Instances;

/// <summary>JSON held against a schema, and what is wrong with it by where it stands.</summary>
internal static class SchemaText
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The file's JSON object; null where there are problems.</summary>
    public static JsonElement? ReadFile(string path, string schema, string pointer, List<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            var root = document.RootElement.Clone();
            var found = Check(root, schema);
            problems.AddRange(found.Select(one => $"{path}#{pointer}{one.Place}: {one.Message}"));
            return found.Count == 0 ? root : null;
        }
        catch (JsonException wrong)
        {
            problems.Add($"{path}:{wrong.LineNumber + 1}:{wrong.BytePositionInLine + 1}: it is no JSON: "
                + wrong.Message.Split(" LineNumber")[0]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{path}: it cannot be read: {failure.Message}");
        }

        return null;
    }

    /// <summary>What does not fit, by JSON pointers; empty where all does.</summary>
    public static List<(string Place, string Message)> Check(JsonElement value, string schema) =>
        [.. SchemaWords
            .Flatten(JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult().Validate(value.GetRawText()))
            .Select(error => (SchemaWords.PathOf(error), $"this {SchemaWords.Of(error)}"))];
}
