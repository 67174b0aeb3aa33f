using Quartz;

namespace Orchestrator.Server.Scheduling;

/// <summary>A time in which calls may begin: from each moment of a calendar on, for a while.</summary>
/// <param name="name">What the operator calls it.</param>
/// <param name="calendar">When it opens, in its time zone.</param>
/// <param name="duration">How long it is open each time, by the clock that knows no summer time; more than 0.</param>
/// <param name="undoAnytime">Whether what undoes a step may begin while it is closed.</param>
public sealed class MaintenanceWindow(string name, CronExpression calendar, TimeSpan duration, bool undoAnytime)
{
    public string Name => name;

    public bool UndoAnytime => undoAnytime;

    /// <summary>When it opens next; null where it is open, or never opens again.</summary>
    public DateTimeOffset? OpensAfter(DateTimeOffset now) => IsOpen(now) ? null : calendar.GetNextValidTimeAfter(now);

    public bool IsOpen(DateTimeOffset now) => calendar.GetNextValidTimeAfter(now - duration) <= now;
}
