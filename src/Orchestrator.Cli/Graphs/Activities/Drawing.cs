using System.Text.Json;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>A workflow definition, drawn from its start to its end.</summary>
/// <param name="Title">The workflow's name.</param>
/// <param name="Description">What it is for, in its author's words; may be empty.</param>
/// <param name="Picture">The drawing.</param>
internal sealed record Drawing(string Title, string Description, Picture Picture)
{
    /// <param name="json">The definition; or one activity with all within it.</param>
    /// <param name="source">Where it comes from, for the errors.</param>
    /// <exception cref="UsageException">It is not JSON, or no definition.</exception>
    public static Drawing Of(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
            return Of(document.RootElement, source);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is a text with half of a surrogate pair.
            throw new UsageException($"{source} is not JSON: {error.Message}");
        }
    }

    private static Drawing Of(JsonElement definition, string source)
    {
        if ((definition.Member("root") ?? definition) is not { ValueKind: JsonValueKind.Object } root
            || root.Text("type").Length == 0)
        {
            throw new UsageException($"{source} is no workflow definition: it has no root activity.");
        }

        var name = definition.Text("name") is { Length: > 0 } given ? given : definition.Text("definitionId");
        return new(
            name.Length == 0 ? source : name,
            definition.Text("description"),
            Stack.Of(
            [
                Boxes.Box(BoxKind.Wait, "start"),
                ActivityPictures.Of(root),
                Boxes.Box(BoxKind.End, "end"),
            ]));
    }
}
