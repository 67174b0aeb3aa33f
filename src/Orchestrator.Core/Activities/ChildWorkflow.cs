using System.Globalization;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Activities;

/// <summary>What a step that starts another workflow gives.</summary>
public enum ChildResult
{
    /// <summary>
    /// An object: WorkflowInstanceId, Status, SubStatus and Output, as Elsa's ExecuteWorkflow gives it.
    /// </summary>
    Instance,

    /// <summary>The child's outputs, as Elsa's DispatchWorkflow and BulkDispatchWorkflows give them.</summary>
    Output,
}

/// <summary>
/// Elsa.ExecuteWorkflow and Elsa.DispatchWorkflow: starts an activation of another workflow, which belongs to this one:
/// it is held, released and undone with it. Its call is no adapter's: the shards carry it out.
/// </summary>
public sealed class ChildWorkflow(ActivityHeader header) : StepActivity(header)
{
    /// <summary>What stands where other steps have their adapter instance; no instance may be called so.</summary>
    public const string AdapterName = "workflows";

    public const string StartOperation = "start";
    public const string UndoOperation = "rollBack";

    // Members of the step's input.
    internal const string Workflow = "workflow";
    internal const string WorkflowInput = "input";
    internal const string Correlation = "correlationId";
    internal const string Waits = "waitForCompletion";

    /// <param name="header">What every activity has.</param>
    /// <param name="workflow">Gives a definition id, or <c>{id}@{version}</c>.</param>
    /// <param name="input">Gives the child's inputs: an object, or null for none.</param>
    /// <param name="correlationId">Gives a text, or null.</param>
    /// <param name="waits">Gives a Boolean: whether the step is done only when the child has ended.</param>
    /// <param name="result">What it gives.</param>
    /// <param name="onFailure">What it does when the child is undone.</param>
    public static ChildWorkflow Of(
        ActivityHeader header,
        Expression workflow,
        Expression input,
        Expression correlationId,
        Expression waits,
        ChildResult result = ChildResult.Instance,
        OnFailure onFailure = OnFailure.RollBack) =>
        new(header)
        {
            Adapter = AdapterName,
            Operation = StartOperation,
            Inverse = UndoOperation,
            IsOurs = false,
            Definition = workflow,
            Input = new Expression.Composite(
                [(Workflow, workflow), (WorkflowInput, input), (Correlation, correlationId), (Waits, waits)]),
            Result = result,
            OnFailure = onFailure,
        };

    /// <summary>Gives a definition's id, or <c>{id}@{version}</c>.</summary>
    public required Expression Definition { get; init; }

    public ChildResult Result { get; init; }

    /// <summary>A definition's id, and the version where one is named; 0 for the latest.</summary>
    public static (string Definition, int Version) Parse(string workflow)
    {
        var at = workflow.LastIndexOf('@');
        return at > 0
            && int.TryParse(workflow.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? (workflow[..at], version)
                : (workflow, 0);
    }
}
