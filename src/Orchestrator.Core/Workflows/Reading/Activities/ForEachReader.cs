using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class ForEachReader
{
    internal static readonly PropertyDescription Items =
        new("items", new PropertyShape.Input(DataType.List), "The list.") { IsRequired = true };

    internal static readonly PropertyDescription Body =
        new("body", new PropertyShape.Child(), "What runs for every item; it sees CurrentValue and CurrentIndex.");

    public static readonly ActivityDescription Description =
        new("Elsa.ForEach", "Runs its body for every item of a list, one after the other.", [Items, Body], Read)
        {
            Result = "currentValue",
            OwnVariables = [("CurrentValue", DataType.Object), ("CurrentIndex", DataType.Integer)],
        };

    private static ForEach Read(ActivityReading reading) =>
        new ForEach(reading.Header, reading.Input(Items), reading.Child(Body));
}
