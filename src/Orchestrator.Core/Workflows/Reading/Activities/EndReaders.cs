using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class StartReader
{
    public static readonly ActivityDescription Description =
        new("Elsa.Start", "Where a flowchart begins.", [], Read);

    private static Start Read(ActivityReading reading) => new Start(reading.Header);
}

internal static class EndReader
{
    public static readonly ActivityDescription Description =
        new("Elsa.End", "Ends the flowchart or sequence that it is in, whatever else would run there.", [], Read);

    private static End Read(ActivityReading reading) => new End(reading.Header);
}

internal static class BreakReader
{
    public static readonly ActivityDescription Description =
        new("Elsa.Break", "Ends the loop that it is in.", [], Read);

    private static Break Read(ActivityReading reading) => new Break(reading.Header);
}

internal static class CompleteReader
{
    private static readonly PropertyDescription Outcomes =
        new("outcomes", new PropertyShape.Input(DataType.Object), "One outcome, or a list; Done where it is left out.");

    public static readonly ActivityDescription Description =
        new("Elsa.Complete", "Ends the definition that it is in, with these outcomes.", [Outcomes], Read);

    private static Complete Read(ActivityReading reading) => new Complete(reading.Header, reading.Input(Outcomes));
}
