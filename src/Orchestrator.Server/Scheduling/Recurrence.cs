using Quartz;

namespace Orchestrator.Server.Scheduling;

/// <summary>When work comes again.</summary>
public abstract record Recurrence
{
    private Recurrence()
    {
    }

    /// <summary>Never: it is switched off.</summary>
    public static Recurrence Never { get; } = new Off();

    /// <summary>So long after it was done last.</summary>
    /// <param name="interval">At least a second.</param>
    public static Recurrence Every(TimeSpan interval) => interval >= TimeSpan.FromSeconds(1)
        ? new Interval(interval)
        : throw new ArgumentOutOfRangeException(nameof(interval), interval, "Work that recurs rests for a second at least.");

    /// <summary>At the times of a cron expression with seconds, in UTC: <c>0 30 2 * * ?</c>.</summary>
    public static Recurrence At(string cron) => At(cron, TimeZoneInfo.Utc);

    /// <summary>At the times of a cron expression with seconds, in a time zone.</summary>
    /// <exception cref="FormatException">It is no cron expression.</exception>
    public static Recurrence At(string cron, TimeZoneInfo zone) => new Calendar(new CronExpression(cron, zone));

    /// <summary>The first time after it was done up to a time; null where it never comes again.</summary>
    public abstract DateTimeOffset? After(DateTimeOffset doneUpTo);

    /// <summary>When Quartz is to look; null where never.</summary>
    internal abstract ITrigger? Trigger(string name);

    private sealed record Off : Recurrence
    {
        public override DateTimeOffset? After(DateTimeOffset doneUpTo) => null;

        internal override ITrigger? Trigger(string name) => null;
    }

    private sealed record Interval(TimeSpan Length) : Recurrence
    {
        public override DateTimeOffset? After(DateTimeOffset doneUpTo) => doneUpTo + Length;

        internal override ITrigger? Trigger(string name) => TriggerBuilder.Create()
            .WithIdentity(name)
            .WithSimpleSchedule(schedule => schedule.WithInterval(Length).RepeatForever())
            .Build();
    }

    private sealed record Calendar(CronExpression Times) : Recurrence
    {
        public override DateTimeOffset? After(DateTimeOffset doneUpTo) => Times.GetNextValidTimeAfter(doneUpTo);

        internal override ITrigger? Trigger(string name) =>
            TriggerBuilder.Create().WithIdentity(name).WithCronSchedule(Times).Build();
    }
}
