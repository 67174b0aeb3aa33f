using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class FaultReader
{
    private static readonly PropertyDescription Code =
        new("code", new PropertyShape.Input(DataType.String), "A code for programs.");

    private static readonly PropertyDescription Message =
        new("message", new PropertyShape.Input(DataType.String), "What is wrong, for people.");

    public static readonly ActivityDescription Description =
        new("Elsa.Fault", "Says that the workflow cannot go on; what was done is undone.", [Code, Message], Read);

    private static Fault Read(ActivityReading reading) =>
        new Fault(reading.Header, reading.Input(Code), reading.Input(Message));
}
