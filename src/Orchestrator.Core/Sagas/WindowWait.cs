namespace Orchestrator.Core.Sagas;

/// <summary>
/// Says when a call may begin that may not now. It knows calendars and time zones; what it says becomes a fact, and is
/// not asked for again when the history is read.
/// </summary>
/// <param name="adapter">The adapter's instance.</param>
/// <param name="lane">The lane, or null.</param>
/// <param name="undo">Whether it is a compensation.</param>
/// <param name="now">The time.</param>
/// <returns>Null where it may begin.</returns>
public delegate WindowWait? WindowCalendar(string adapter, string? lane, bool undo, DateTimeOffset now);

/// <summary>A window that is closed.</summary>
/// <param name="Window">Its name.</param>
/// <param name="Opens">When it is looked at again: later than it was asked for.</param>
public sealed record WindowWait(string Window, DateTimeOffset Opens);
