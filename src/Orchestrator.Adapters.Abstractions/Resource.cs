namespace Orchestrator.Adapters;

/// <summary>Something an external system holds for a customer.</summary>
/// <param name="Kind">kebab-case: <c>port</c>, <c>mailbox</c>.</param>
/// <param name="ExternalId">As the external system names it; unique within the kind and the instance.</param>
public sealed record Resource(string Kind, string ExternalId)
{
    /// <summary>What else is known of it, for comparing intent with what is there.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}

/// <summary>A resource that a call made or released.</summary>
/// <param name="Resource">Which one.</param>
/// <param name="Released">False: made, or changed. True: gone.</param>
public sealed record ResourceChange(Resource Resource, bool Released = false);
