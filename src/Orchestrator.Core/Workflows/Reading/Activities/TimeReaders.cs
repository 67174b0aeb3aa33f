using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class TimerReader
{
    private static readonly PropertyDescription Interval =
        new(
            "interval",
            new PropertyShape.Input(DataType.TimeSpan, IsStrict: true),
            "How long: hh:mm:ss, d.hh:mm:ss or ISO 8601.");

    public static readonly ActivityDescription Description =
        new("Elsa.Timer", "Waits for a time span; ends at once where the workflow begins with it.", [Interval], Read);

    private static Core.Activities.Timer Read(ActivityReading reading) =>
        new Core.Activities.Timer(reading.Header, reading.Input(Interval));
}

internal static class CronReader
{
    private static readonly PropertyDescription Calendar = new(
        "cronExpression",
        new PropertyShape.Input(DataType.String),
        "Second, minute, hour, day of month, month, day of week, in UTC: 0 0 8 * * MON-FRI.")
    {
        IsRequired = true,
    };

    public static readonly ActivityDescription Description =
        new(
            "Elsa.Cron",
            "Waits for the next time of a calendar; ends at once where the workflow begins with it.",
            [Calendar],
            Read);

    private static Cron Read(ActivityReading reading)
    {
        var text = reading.Input(Calendar);
        if (text is Expression.Literal { Value: { IsNull: false } given }
            && CronExpression.Parse(given.AsString, out var problem) is null)
            reading.Add(DiagnosticCodes.NotACalendar, reading.Node[Calendar.Name]!, $"'{Calendar.Name}' of activity "
                + $"'{reading.Header.Id}' is {Text.Short(given)}, which is no cron expression. {problem} Correct it.");
        return new Cron(reading.Header, text);
    }
}

internal static class StartAtReader
{
    private static readonly PropertyDescription Time =
        new(
            "dateTime",
            new PropertyShape.Input(DataType.FromName("DateTimeOffset")!),
            "When, in ISO 8601; one that has passed counts at once.");

    public static readonly ActivityDescription Description =
        new("Elsa.StartAt", "Waits for a time; ends at once where the workflow begins with it.", [Time], Read);

    private static StartAt Read(ActivityReading reading) => new StartAt(reading.Header, reading.Input(Time));
}
