using System.Collections.Immutable;

namespace Orchestrator.Core.Sagas;

/// <summary>Something that is held outside for a service, as the step that made it said.</summary>
/// <param name="Service">Without <c>services/</c>.</param>
/// <param name="Adapter">The instance that holds it.</param>
/// <param name="Kind">kebab-case: <c>port</c>, <c>mailbox</c>.</param>
/// <param name="ExternalId">As the external system names it.</param>
public sealed record LedgerEntry(string Service, string Adapter, string Kind, string ExternalId)
{
    /// <summary>The activation that made it.</summary>
    public long Activation { get; init; }

    /// <summary>The step of that activation.</summary>
    public string Step { get; init; } = "";

    /// <summary>
    /// Idempotency key of the call that made it: <c>{activation}/{step}/do</c>; or <c>/undo</c>, where undoing a
    /// release made it anew.
    /// </summary>
    public string Key { get; init; } = "";

    /// <summary>When it was made; a change of its attributes leaves it.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>What else is known of it.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>With the same attributes, in whichever order.</summary>
    public bool Equals(LedgerEntry? other) =>
        other is not null
        && (Service, Adapter, Kind, ExternalId) == (other.Service, other.Adapter, other.Kind, other.ExternalId)
        && (Activation, Step, Key, Since) == (other.Activation, other.Step, other.Key, other.Since)
        && Attributes.Count == other.Attributes.Count
        && Attributes.All(one => other.Attributes.TryGetValue(one.Key, out var value) && value == one.Value);

    public override int GetHashCode() => HashCode.Combine(Service, Adapter, Kind, ExternalId, Activation, Step);
}
