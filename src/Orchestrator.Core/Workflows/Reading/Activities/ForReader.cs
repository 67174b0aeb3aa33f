using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class ForReader
{
    private static readonly PropertyDescription Start =
        new("start", new PropertyShape.Input(DataType.Integer), "The first number.") { Default = 0 };

    private static readonly PropertyDescription End =
        new("end", new PropertyShape.Input(DataType.Integer), "The last number, or the one behind it.") { Default = 0 };

    private static readonly PropertyDescription Step =
        new("step", new PropertyShape.Input(DataType.Integer), "From one number to the next; negative counts down.")
        {
            Default = 1,
        };

    private static readonly PropertyDescription IsInclusive =
        new("outerBoundInclusive", new PropertyShape.Input(DataType.Boolean), "Whether the end is one of the numbers.")
        {
            Default = true,
        };

    private static readonly PropertyDescription Body =
        new("body", new PropertyShape.Child(), "What runs for every number; it sees CurrentValue.");

    public static readonly ActivityDescription Description =
        new(
            "Elsa.For",
            "Runs its body for every number from start to end.",
            [Start, End, Step, IsInclusive, Body],
            Read)
        {
            Result = "currentValue",
            OwnVariables = [("CurrentValue", DataType.Object), ("For:Numbers", DataType.Object)],
        };

    private static For Read(ActivityReading reading)
    {
        var bounds = new ForBounds(
            reading.Input(Start),
            reading.Input(End),
            Given(reading, Step, 1),
            Given(reading, IsInclusive, true));
        return new For(reading.Header, bounds, reading.Child(Body));
    }

    private static Expression Given(ActivityReading reading, PropertyDescription property, Values.Value missing) =>
        reading.Node[property.Name] is null ? new Expression.Literal(missing) : reading.Input(property);
}
