using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class PublishEventReader
{
    private static readonly PropertyDescription Name =
        new("eventName", new PropertyShape.Input(DataType.String), "The event's name: that of the signal.")
        {
            IsRequired = true,
        };

    private static readonly PropertyDescription CorrelationId =
        new(
            "correlationId",
            new PropertyShape.Input(DataType.String),
            "Those that it is for; all where it is left out.");

    private static readonly PropertyDescription IsLocal =
        new("isLocalEvent", new PropertyShape.Input(DataType.Boolean), "Whether it is for this activation alone.");

    private static readonly PropertyDescription Payload =
        new("payload", new PropertyShape.Input(DataType.Object), "What comes with it.");

    public static readonly ActivityDescription Description =
        new(
            "Elsa.PublishEvent",
            "Sends an event to those that wait for it.",
            [Name, CorrelationId, IsLocal, Payload],
            Read);

    private static PublishEvent Read(ActivityReading reading) => new PublishEvent(
        reading.Header,
        new(reading.Input(Name), reading.Input(CorrelationId), reading.Input(IsLocal), reading.Input(Payload)));
}
