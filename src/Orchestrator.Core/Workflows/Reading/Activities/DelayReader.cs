using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class DelayReader
{
    private static readonly PropertyDescription Span =
        new(
            "timeSpan",
            new PropertyShape.Input(DataType.TimeSpan, IsStrict: true),
            "How long: hh:mm:ss, d.hh:mm:ss or ISO 8601.")
        {
            IsRequired = true,
        };

    public static readonly ActivityDescription Description =
        new("Elsa.Delay", "Waits for a time span, however long.", [Span], Read);

    private static Delay Read(ActivityReading reading) => new Delay(reading.Header, reading.Input(Span));
}
