namespace Orchestrator.Core.Sagas;

/// <summary>The events that one input caused in one activation: what is made durable as one journal row.</summary>
/// <param name="Activation">The activation's id.</param>
/// <param name="Sequence">Number of the last of the events; the first has Sequence - Events.Count + 1.</param>
/// <param name="Time">When it was decided; microseconds count.</param>
/// <param name="Events">At least one.</param>
public sealed record Transition(long Activation, long Sequence, DateTimeOffset Time, IReadOnlyList<SagaEvent> Events)
{
    /// <summary>What lists, uniqueness and waking need to know anew; null where that has not changed.</summary>
    public ActivationEntry? Entry { get; init; }

    /// <summary>
    /// What becomes of the service in the same commit; null for nothing. Where it is to be Terminated and its ledger is
    /// not empty, it becomes TeardownIncomplete instead, and the reason says how much is left.
    /// </summary>
    public ServiceEntry? Service { get; init; }

    /// <summary>
    /// The service as an activation that takes it was told of it; null where it takes none, or has it from one that ends
    /// in the same write. Where the service is another one by now the write is refused:
    /// <see cref="ServiceRules.HasChanged"/>.
    /// </summary>
    public ServiceEntry? Seen { get; init; }

    /// <summary>What it begins or ends to wait for that others bring, in order; null for no change.</summary>
    public IReadOnlyList<AwaitChange>? Awaits { get; init; }

    /// <summary>What becomes of the order's due time; null for no change, or where there is none.</summary>
    public DueTimeChange? DueTime { get; init; }

    /// <summary>
    /// The end of the activation, where another one started it, and ends of those that it has started; null for none.
    /// </summary>
    public IReadOnlyList<ChildsEnd>? Ends { get; init; }

    /// <summary>
    /// What it adds to the resources of a service or takes from them, in order; null for nothing. Takes effect before
    /// <see cref="Service"/>, in the same commit.
    /// </summary>
    public IReadOnlyList<LedgerChange>? Ledger { get; init; }
}

/// <summary>
/// The end of an activation that a step of another one has started: kept beside the journal from the child's last
/// transition to the parent's that notes it, so that a child is found whose parent does not know.
/// </summary>
/// <param name="Child">The child's id.</param>
/// <param name="Number">The number of the event that ended it; a child may end more than once.</param>
/// <param name="IsNoted">The parent knows; else the child has ended.</param>
public readonly record struct ChildsEnd(long Child, long Number, bool IsNoted);

/// <summary>An activation as lists see it.</summary>
/// <param name="State">After the transition.</param>
/// <param name="OpenService">The service that it occupies, without <c>services/</c>; null while queued, when finished,
/// or for none. At most one activation may occupy a service.</param>
/// <param name="Wake">When it must be in memory.</param>
public sealed record ActivationEntry(ActivationState State, string? OpenService, Wake Wake)
{
    /// <summary>What was asked for: present in the first transition only, which creates the entry.</summary>
    public ActivationAccepted? Accepted { get; init; }

    /// <summary>Adapters on which the activation has open fallouts; null for none.</summary>
    public IReadOnlyList<string>? FalloutAdapters { get; init; }
}

/// <summary>
/// When an activation must be in memory: now and after every start, from a time on, or only when it is asked for.
/// </summary>
public readonly record struct Wake
{
    // One number, for every activation has one: the time's ticks and one more, 0 for none, and -1 for always.
    private readonly long _ticks;

    public Wake(bool always, DateTimeOffset? at) => _ticks = always ? -1 : at is { } time ? time.UtcTicks + 1 : 0;

    /// <summary>It has work under way.</summary>
    public bool Always => _ticks < 0;

    /// <summary>Null with <see cref="Always"/> false: only when it is asked for.</summary>
    public DateTimeOffset? At => _ticks > 0 ? new(_ticks - 1, TimeSpan.Zero) : null;

    public static Wake Now { get; } = new(true, null);

    public static Wake Never { get; } = new(false, null);

    public static Wake From(DateTimeOffset time) => new(false, time);
}
