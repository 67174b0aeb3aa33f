using System.Collections.Immutable;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>The versions of other definitions that a definition uses, each found and parsed once.</summary>
internal sealed class PartTable(WorkflowReaderOptions options)
{
    private readonly Dictionary<string, PublishedDefinition?> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<WorkflowId, Node?> _parsed = [];
    private readonly List<WorkflowPart> _parts = [];

    public ImmutableArray<WorkflowPart> All => [.. _parts];

    /// <summary>Null where there is none.</summary>
    public PublishedDefinition? Find(DefinitionReference reference)
    {
        if (options.Definitions is not { } catalog)
            return null;
        if (_found.TryGetValue(reference.Key, out var known))
            return known;

        var pinned = options.Parts.FirstOrDefault(part => part.Reference == reference.Key);
        var found = pinned is null
            ? catalog.Find(reference)
            : catalog.Find(new WorkflowId(pinned.Definition, pinned.Version));
        _found.Add(reference.Key, found);
        if (found is not null)
            _parts.Add(new(reference.Key, found.Id.Definition, found.Id.Version));
        return found;
    }

    /// <summary>Null where it is no JSON object.</summary>
    public Node? Parse(PublishedDefinition part)
    {
        if (!_parsed.TryGetValue(part.Id, out var root))
            _parsed.Add(part.Id, root = TryParse(part.Content));
        return root;
    }

    private Node? TryParse(ReadOnlyMemory<byte> content)
    {
        try
        {
            var root = content.Length > options.BytesMax ? null : new NodeParser(options.DepthMax).Parse(content.Span);
            return root is { IsObject: true } ? root : null;
        }
        catch (MalformedException)
        {
            return null;
        }
    }
}
