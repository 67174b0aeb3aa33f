using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class FinishReader
{
    public static readonly ActivityDescription Description =
        new("Elsa.Finish", "Ends the workflow, whatever else would run.", [], Read);

    private static Finish Read(ActivityReading reading) => new Finish(reading.Header);
}
