using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class WriteLineReader
{
    private static readonly PropertyDescription Line =
        new("text", new PropertyShape.Input(DataType.String), "The line.");

    public static readonly ActivityDescription Description =
        new("Elsa.WriteLine", "Writes a line into the activation's history and the log.", [Line], Read);

    private static WriteLine Read(ActivityReading reading) => new WriteLine(reading.Header, reading.Input(Line));
}
