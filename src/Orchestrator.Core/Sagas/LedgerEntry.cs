using System.Collections.Immutable;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// Something that is held outside for a service, as the step that made it said; or a call of which nobody knows what it
/// made.
/// </summary>
/// <param name="Service">Without <c>services/</c>.</param>
/// <param name="Adapter">The instance that holds it.</param>
/// <param name="Kind">kebab-case: <c>port</c>, <c>mailbox</c>.</param>
/// <param name="ExternalId">As the external system names it.</param>
public sealed record LedgerEntry(string Service, string Adapter, string Kind, string ExternalId)
{
    /// <summary>
    /// The kind of an entry that stands for a call and not for a thing: its <see cref="ExternalId"/> is the call's
    /// idempotency key, and whatever the call may have made is possibly held. No adapter's kind.
    /// </summary>
    public const string UnknownCall = "unknown-call";

    /// <summary>The attribute of such an entry that names the operation that was called.</summary>
    public const string OperationOfCall = "operation";

    /// <summary>Whether the thing is there, or may be.</summary>
    public LedgerCertainty Certainty =>
        Kind == UnknownCall ? LedgerCertainty.PossiblyHeld : LedgerCertainty.Held;

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

/// <summary>How sure it is that something is held.</summary>
public enum LedgerCertainty
{
    /// <summary>Whoever made it said so.</summary>
    Held,

    /// <summary>
    /// A call may have made something: its outcome is not known, or a person said that it was done and nobody what it
    /// made.
    /// </summary>
    PossiblyHeld,
}
