using System.Globalization;

namespace Orchestrator.Core.Workflows.Triggers;

/// <summary>
/// The moments at which a trigger starts its workflow. They follow from the trigger and from when its version came into
/// force, and from nothing else: so every process, and every restart, finds the same ones.
/// </summary>
/// <param name="kind">Not Event.</param>
/// <param name="value">As <see cref="WorkflowTrigger.Value"/>.</param>
/// <param name="since">When the version came into force.</param>
public sealed class DueTimes(TriggerKind kind, string value, DateTimeOffset since)
{
    private readonly CronExpression? _calendar = kind == TriggerKind.Cron ? CronExpression.Parse(value, out _) : null;
    private readonly TimeSpan _interval =
        kind == TriggerKind.Timer ? TimeSpan.ParseExact(value, "c", CultureInfo.InvariantCulture) : default;
    private readonly DateTimeOffset _once = kind == TriggerKind.StartAt
        ? DateTimeOffset.ParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : default;

    /// <summary>
    /// The latest moment up to a time; null where there has been none. One time that passed before the version came
    /// into force counts.
    /// </summary>
    public DateTimeOffset? LastUpTo(DateTimeOffset now) => kind switch
    {
        TriggerKind.Timer =>
            now - since >= _interval ? since + (_interval * Math.Floor((now - since) / _interval)) : null,
        TriggerKind.Cron => LastOfCalendar(now),
        TriggerKind.StartAt => _once <= now ? _once : null,
        _ => null,
    };

    /// <summary>The first moment after a time; null where none comes.</summary>
    public DateTimeOffset? FirstAfter(DateTimeOffset now)
    {
        var from = now > since ? now : since;
        return kind switch
        {
            TriggerKind.Timer => since + (_interval * (Math.Floor((from - since) / _interval) + 1)),
            TriggerKind.Cron => _calendar?.Next(from),
            TriggerKind.StartAt when _once > now => _once,
            _ => null,
        };
    }

    /// <summary>What comes next, seen from a moment, never comes earlier seen from a later one: so halving finds it.
    /// </summary>
    private DateTimeOffset? LastOfCalendar(DateTimeOffset now)
    {
        if (_calendar?.Next(since) is not { } found || found > now)
            return null;

        var (early, late) = (since, now);
        while (late - early > TimeSpan.FromSeconds(1))
        {
            var middle = early + ((late - early) / 2);
            if (_calendar.Next(middle) is { } next && next <= now)
                (early, found) = (middle, next);
            else
                late = middle;
        }

        return _calendar.Next(early) is { } last && last <= now ? last : found;
    }
}
