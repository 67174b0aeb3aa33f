namespace Orchestrator.Core.Workflows.Triggers;

/// <summary>What starts a workflow by itself.</summary>
public enum TriggerKind
{
    /// <summary>An Elsa.Event: a published event of a name.</summary>
    Event,

    /// <summary>An Elsa.Timer: so much time, again and again, from when the version was published.</summary>
    Timer,

    /// <summary>An Elsa.Cron: the times of a calendar.</summary>
    Cron,

    /// <summary>An Elsa.StartAt: one time.</summary>
    StartAt,
}

/// <summary>An activity that a workflow begins with, and that starts it.</summary>
/// <param name="Activity">Its id.</param>
/// <param name="Kind">What starts it.</param>
/// <param name="Value">The event's name; the interval, as <c>[d.]hh:mm:ss</c>; the calendar; the time, as ISO
/// 8601.</param>
public sealed record WorkflowTrigger(string Activity, TriggerKind Kind, string Value);
