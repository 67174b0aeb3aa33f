namespace Orchestrator.Engine.Ports;

/// <summary>
/// From when to when a customer's activations went, without their histories. Where the database cannot be reached, every
/// method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface ITimelineStore
{
    /// <summary>
    /// A page of a customer's activations: by when they began; or, the newest first, by when they last did something.
    /// </summary>
    Task<IReadOnlyList<ActivationSpan>> ListSpansAsync(SpanQuery query, CancellationToken cancellation);
}

/// <param name="Activation">Its id, which says when it began.</param>
/// <param name="Last">The time of its last event.</param>
public sealed record ActivationSpan(long Activation, DateTimeOffset Last);

/// <param name="Customer">Whose.</param>
/// <param name="Limit">At most so many.</param>
public sealed record SpanQuery(string Customer, int Limit)
{
    /// <summary>Only those of that service; without <c>services/</c>.</summary>
    public string? Service { get; init; }

    /// <summary>In the order of ids; else of their last events, the newest first, and then of their ids downwards.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>Only those whose last event is not before this; null: all.</summary>
    public DateTimeOffset? LastFrom { get; init; }

    /// <summary>Only those with ids up to this; null: all.</summary>
    public long? UpTo { get; init; }

    /// <summary>The last one of the page before; null for the first page.</summary>
    public ActivationSpan? After { get; init; }
}
