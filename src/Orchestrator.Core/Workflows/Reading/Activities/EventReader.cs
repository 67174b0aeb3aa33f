using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class EventReader
{
    private static readonly PropertyDescription Name =
        new("eventName", new PropertyShape.Input(DataType.String), "The name of the signal.") { IsRequired = true };

    public static readonly ActivityDescription Description =
        new("Elsa.Event", "Waits for a signal; one that came before counts.", [Name], Read) { Result = "result" };

    private static Event Read(ActivityReading reading) => new Event(reading.Header, reading.Input(Name));
}
