using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class BulkDispatchReader
{
    private static readonly PropertyDescription Items =
        new("items", new PropertyShape.Input(DataType.List), "The list: each item is a child's input, or its default input.") { IsRequired = true };

    private static readonly PropertyDescription ItemName = new(
        "defaultItemInputKey",
        new PropertyShape.Input(DataType.String),
        "The input that an item goes to which is no object.")
    {
        Default = "Item",
    };

    private static readonly PropertyDescription CorrelationId = new(
        "correlationIdFunction",
        new PropertyShape.Input(DataType.String),
        "What a child belongs to; it sees CurrentValue and CurrentIndex.");

    private static readonly PropertyDescription Waits =
        ChildWorkflowReader.Waits with { Default = true };

    private static readonly PropertyDescription Completed =
        new(
            "childCompleted",
            new PropertyShape.Child(),
            "What runs for each child that has completed; it sees ChildInstanceId.");

    private static readonly PropertyDescription Faulted =
        new(
            "childFaulted",
            new PropertyShape.Child(),
            "What runs for each child that has not; it sees ChildInstanceId.");

    public static readonly ActivityDescription Description = new(
        "Elsa.BulkDispatchWorkflows",
        "Starts another workflow for every item of a list, all at once; they are held and undone with this one.",
        [ChildWorkflowReader.Definition, Items, ItemName, CorrelationId, ChildWorkflowReader.Input, Waits, StepReader.OnFailure, Completed, Faulted],
        Read)
    {
        Outcomes = ["Done", "Completed"],
        OwnVariables =
        [
            ("CurrentValue", DataType.Object), ("CurrentIndex", DataType.Integer), ("ChildInstanceId", DataType.String),
        ],
    };

    private static Activity Read(ActivityReading reading)
    {
        var header = reading.Header;
        if (reading.Definition.Enter(reading.Node) is not { } index)
            return new UnknownActivity(header);

        var name = reading.Find(ItemName) is null ? new Expression.Literal("Item") : reading.Input(ItemName);
        var child = ChildWorkflow.Of(
            header with
            {
                Index = index,
                Id = $"{header.Id}:child",
                Variables = [],
                ResultVariable = null,
                ResultOutput = null,
            },
            ChildWorkflowReader.DefinitionOf(reading),
            new ItemInput(ChildWorkflowReader.InputOf(reading), header.Variables[0], name),
            reading.Find(CorrelationId) is null ? new Expression.Literal(Value.Null) : reading.Input(CorrelationId),
            reading.Find(Waits) is null ? new Expression.Literal(true) : reading.Input(Waits),
            ChildResult.Output,
            ChildWorkflowReader.OnFailureOf(reading));
        reading.Definition.Activities[index] = child;
        return new BulkDispatchWorkflows(
            header, reading.Input(Items), child, reading.Child(Completed), reading.Child(Faulted));
    }
}
