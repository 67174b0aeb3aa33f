namespace Orchestrator.Core.Products;

/// <summary>What is done about a service later, for as long as there is one.</summary>
/// <param name="Id">Among the product's follow-ups.</param>
/// <param name="When">Counted from when the service first worked.</param>
/// <param name="Workflow">The definition that is started; null where an event is published.</param>
/// <param name="Event">The event's name; null where a workflow is started.</param>
public sealed record FollowUp(string Id, FollowUpTime When, string? Workflow, string? Event);

/// <summary>When a follow-up is due.</summary>
public abstract record FollowUpTime
{
    private FollowUpTime()
    {
    }

    /// <summary>Once, so long after the service first worked.</summary>
    public sealed record After(CalendarPeriod Period) : FollowUpTime;

    /// <summary>Every year, on the day when the service first worked.</summary>
    public sealed record EachAnniversary : FollowUpTime;

    /// <summary>In every term, so long before it ends.</summary>
    public sealed record BeforeTermEnd(CalendarPeriod Period) : FollowUpTime;
}
