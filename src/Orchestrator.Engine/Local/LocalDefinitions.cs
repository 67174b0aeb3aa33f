using System.Text;
using System.Text.Json;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Engine.Local;

/// <summary>The documents of one run, as definitions that activities may stand for.</summary>
internal sealed class LocalDefinitions : IDefinitionCatalog
{
    private readonly List<(DefinitionReference Name, PublishedDefinition Definition)> _all = [];

    /// <summary>
    /// A document; one that is no definition is left out, for the reader tells what is wrong with it.
    /// </summary>
    public void Add(string content, int version)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (Text(root, "definitionId") is not { } id)
                return;

            var name = DefinitionReference.TypeNameOf(Text(root, "name") ?? id);
            _all.Add((
                new(name, id, Text(root, "id")),
                new(new WorkflowId(id, version), Encoding.UTF8.GetBytes(content))));
        }
        catch (JsonException)
        {
            // What is wrong with it is the reader's to tell.
        }
    }

    public PublishedDefinition? Find(DefinitionReference reference) =>
        First(one => one.VersionId is { } id && id == reference.VersionId)
        ?? First(one => one.DefinitionId == reference.DefinitionId)
        ?? First(one => one.TypeName == reference.TypeName);

    public PublishedDefinition? Find(WorkflowId id) =>
        _all.FirstOrDefault(one => one.Definition.Id == id).Definition;

    private PublishedDefinition? First(Func<DefinitionReference, bool> isMeant) =>
        _all.FirstOrDefault(one => isMeant(one.Name)).Definition;

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
