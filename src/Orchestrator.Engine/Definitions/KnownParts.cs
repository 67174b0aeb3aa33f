using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Engine.Definitions;

/// <summary>The definitions that have been looked up so far; what else is asked for is noted.</summary>
internal sealed class KnownParts : IDefinitionCatalog
{
    private readonly Dictionary<object, PublishedDefinition?> _known = [];
    private readonly HashSet<object> _missing = [];

    public PublishedDefinition? Find(DefinitionReference reference) => Lookup(reference);

    public PublishedDefinition? Find(WorkflowId id) => Lookup(id);

    public void Add(object asked, PublishedDefinition? found) => _known[asked] = found;

    /// <summary>What was asked for and is not known, since this was last called.</summary>
    public IReadOnlyCollection<object> TakeMissing()
    {
        var missing = _missing.ToArray();
        _missing.Clear();
        return missing;
    }

    private PublishedDefinition? Lookup(object asked)
    {
        if (_known.TryGetValue(asked, out var found))
            return found;

        _missing.Add(asked);
        return null;
    }
}
