using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class ParallelReader
{
    private static readonly PropertyDescription Activities =
        new("activities", new PropertyShape.Children(), "What runs side by side.");

    public static readonly ActivityDescription Description =
        new("Elsa.Parallel", "Runs activities side by side, and ends when all have ended.", [Activities], Read)
        {
            DeclaresVariables = true,
        };

    private static Core.Activities.Parallel Read(ActivityReading reading) =>
        new Core.Activities.Parallel(reading.Header, reading.Children(Activities));
}
