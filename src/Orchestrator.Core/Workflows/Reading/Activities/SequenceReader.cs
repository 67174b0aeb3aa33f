using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class SequenceReader
{
    private static readonly PropertyDescription Activities =
        new("activities", new PropertyShape.Children(), "What runs, one after the other.");

    public static readonly ActivityDescription Description =
        new("Elsa.Sequence", "Runs activities one after the other.", [Activities], Read) { DeclaresVariables = true };

    private static Sequence Read(ActivityReading reading) => new Sequence(reading.Header, reading.Children(Activities));
}
