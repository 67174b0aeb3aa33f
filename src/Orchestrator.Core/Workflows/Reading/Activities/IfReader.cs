using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class IfReader
{
    private static readonly PropertyDescription Condition =
        new("condition", new PropertyShape.Input(DataType.Boolean), "Which of the two runs.") { IsRequired = true };

    private static readonly PropertyDescription Then =
        new("then", new PropertyShape.Child(), "What runs when the condition holds.");

    private static readonly PropertyDescription Else =
        new("else", new PropertyShape.Child(), "What runs when it does not.");

    public static readonly ActivityDescription Description =
        new("Elsa.If", "Runs one of two activities.", [Condition, Then, Else], Read) { Result = "result" };

    private static If Read(ActivityReading reading) =>
        new If(reading.Header, reading.Input(Condition), reading.Child(Then), reading.Child(Else));
}
