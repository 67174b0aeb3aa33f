namespace Orchestrator.Core.Leases;

/// <summary>How long a lease lasts, and how much of that its owner does not use.</summary>
public sealed record LeaseTerms
{
    public static readonly LeaseTerms Default = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));

    /// <param name="duration">From a renewal on, by the database's clock.</param>
    /// <param name="margin">
    /// What the owner leaves unused at the end: for clocks that run at different speeds, and for what it has begun.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The duration is not positive, or the margin is negative or more than a third of it.
    /// </exception>
    public LeaseTerms(TimeSpan duration, TimeSpan margin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(margin.Ticks, nameof(margin));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(margin, duration / 3);
        (Duration, Margin) = (duration, margin);
    }

    public TimeSpan Duration { get; }

    public TimeSpan Margin { get; }

    /// <summary>From one renewal to the next: two may fail before anything is lost.</summary>
    public TimeSpan RenewalInterval => Duration / 3;
}
