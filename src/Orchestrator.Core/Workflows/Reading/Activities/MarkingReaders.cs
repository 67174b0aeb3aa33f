using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class CorrelateReader
{
    private static readonly PropertyDescription CorrelationId =
        new("correlationId", new PropertyShape.Input(DataType.String), "The id that others know the activation by.");

    public static readonly ActivityDescription Description =
        new("Elsa.Correlate", "Gives the activation an id that others know it by.", [CorrelationId], Read);

    private static Correlate Read(ActivityReading reading) =>
        new Correlate(reading.Header, reading.Input(CorrelationId));
}

internal static class SetNameReader
{
    private static readonly PropertyDescription Value =
        new("value", new PropertyShape.Input(DataType.String), "The activation's name.");

    public static readonly ActivityDescription Description =
        new("Elsa.SetName", "Names the activation.", [Value], Read);

    private static SetName Read(ActivityReading reading) => new SetName(reading.Header, reading.Input(Value));
}
