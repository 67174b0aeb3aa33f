namespace Orchestrator.Engine.Ports;

/// <summary>
/// What was made of the follow-ups of services, once for each time that one was due. Where the database cannot be
/// reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IFollowUps
{
    /// <summary>What was made for some services, in no order.</summary>
    Task<IReadOnlyList<MadeFollowUp>> FindAsync(IReadOnlyList<string> services, CancellationToken cancellation);

    /// <summary>Keeps it; what is there already for the same time stays as it is.</summary>
    Task KeepAsync(MadeFollowUp made, CancellationToken cancellation);

    /// <summary>A page of what was made for a customer, by when it was made.</summary>
    Task<IReadOnlyList<MadeFollowUp>> ListAsync(RecordQuery query, CancellationToken cancellation);
}

/// <summary>What was made of a follow-up. The numbers are stored.</summary>
public enum FollowUpOutcome
{
    /// <summary>A workflow was started.</summary>
    Started = 1,

    /// <summary>An event was published.</summary>
    Published = 2,

    /// <summary>It could not be made, and is not tried again: the note says why.</summary>
    Refused = 3,
}

/// <summary>A follow-up that was made.</summary>
/// <param name="Service">Without <c>services/</c>.</param>
/// <param name="FollowUp">Its id among the product's.</param>
/// <param name="Due">The time that it was made for, in whole microseconds.</param>
public sealed record MadeFollowUp(string Service, string FollowUp, DateTimeOffset Due)
{
    /// <summary>When it was made, in whole microseconds.</summary>
    public DateTimeOffset Time { get; init; }

    public string Customer { get; init; } = "";

    /// <summary>The event that was published; or empty.</summary>
    public string Event { get; init; } = "";

    /// <summary>The activation that was started, or published the event; 0: none.</summary>
    public long Activation { get; init; }

    public FollowUpOutcome Outcome { get; init; }

    /// <summary>Why it was refused; or empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Unlike all others'.</summary>
    public string Id => $"{Service}/{FollowUp}/{Due.UtcTicks / TimeSpan.TicksPerMicrosecond}";
}
