using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class ParallelForEachReader
{
    public static readonly ActivityDescription Description =
        new(
            "Elsa.ParallelForEach",
            "Runs its body for all items of a list side by side, and ends when all have ended.",
            [ForEachReader.Items, ForEachReader.Body],
            Read)
        {
            OwnVariables = ForEachReader.Description.OwnVariables,
        };

    private static ParallelForEach Read(ActivityReading reading) =>
        new ParallelForEach(reading.Header, reading.Input(ForEachReader.Items), reading.Child(ForEachReader.Body));
}
