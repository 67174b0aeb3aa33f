using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class WhileReader
{
    private static readonly PropertyDescription Condition =
        new("condition", new PropertyShape.Input(DataType.Boolean), "Asked before every round.") { IsRequired = true };

    private static readonly PropertyDescription Body =
        new("body", new PropertyShape.Child(), "What runs in every round.");

    public static readonly ActivityDescription Description =
        new("Elsa.While", "Runs its body again and again, as long as the condition holds.", [Condition, Body], Read);

    private static While Read(ActivityReading reading) =>
        new While(reading.Header, reading.Input(Condition), reading.Child(Body));
}
