using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>Elsa.ExecuteWorkflow and Elsa.DispatchWorkflow, which differ in what they give.</summary>
internal static class ChildWorkflowReader
{
    internal static readonly PropertyDescription Definition = new(
        "workflowDefinitionId",
        new PropertyShape.Input(DataType.String),
        "The definitionId of the workflow that is started.")
    {
        IsRequired = true,
    };

    internal static readonly PropertyDescription CorrelationId = new(
        "correlationId",
        new PropertyShape.Input(DataType.String),
        "What the child belongs to; the parent's where it is left out.");

    internal static readonly PropertyDescription Input =
        new(
            "input",
            new PropertyShape.InputObject(),
            "The child's inputs: an object, whose members may be expressions.");

    internal static readonly PropertyDescription Waits = new(
        "waitForCompletion",
        new PropertyShape.Input(DataType.Boolean),
        "Whether it ends when the child has ended, and not when it has begun.");

    public static readonly ActivityDescription Execute = new(
        "Elsa.ExecuteWorkflow",
        "Starts another workflow, which is held and undone with this one; gives how it ended, and its outputs.",
        [Definition, CorrelationId, Input, Waits, StepReader.OnFailure],
        reading => Read(reading, ChildResult.Instance))
    {
        Outcomes = ["Done", "Failed"],
        Result = "result",
    };

    public static readonly ActivityDescription Dispatch = new(
        "Elsa.DispatchWorkflow",
        "Starts another workflow, which is held and undone with this one; gives its outputs where it is waited for.",
        [Definition, CorrelationId, Input, Waits, StepReader.OnFailure],
        reading => Read(reading, ChildResult.Output))
    {
        Outcomes = ["Done", "Failed"],
        Result = "result",
    };

    private static ChildWorkflow Read(ActivityReading reading, ChildResult result) =>
        ChildWorkflow.Of(
            reading.Header,
            DefinitionOf(reading),
            InputOf(reading),
            CorrelationOf(reading),
            reading.Input(Waits),
            result,
            OnFailureOf(reading));

    /// <summary>
    /// A workflow that the definition names is pinned to the version that is published when the activation begins.
    /// </summary>
    internal static Expression DefinitionOf(ActivityReading reading)
    {
        var workflow = reading.Input(Definition);
        if (workflow.Bare is not Expression.Literal { Value.AsString: { Length: > 0 } name }
            || ChildWorkflow.Parse(name).Version != 0
            || reading.Definition.Users.Contains(name))
            return workflow;

        if (reading.Definition.Parts.Find(new DefinitionReference(reading.Header.TypeName, name, null)) is { } part)
            return new Expression.Literal($"{part.Id.Definition}@{part.Id.Version}");

        reading.Add(
            DiagnosticCodes.ChildNotPublished,
            reading.Find(Definition)!,
            $"Activity '{reading.Header.Id}' starts the workflow '{name}', which is not published. Publish it before "
                + "this one is started, or correct the id.");
        return workflow;
    }

    internal static Expression InputOf(ActivityReading reading) =>
        reading.Expressions.Read(reading.Find(Input), DataType.Json, Input.Name);

    internal static Expression CorrelationOf(ActivityReading reading) =>
        reading.Find(CorrelationId) is null ? new Expression.Literal(Values.Value.Null) : reading.Input(CorrelationId);

    internal static OnFailure OnFailureOf(ActivityReading reading) =>
        reading.Choice(StepReader.OnFailure) is { } word ? Enum.Parse<OnFailure>(word, ignoreCase: true) : default;
}
