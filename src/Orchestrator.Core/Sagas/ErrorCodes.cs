namespace Orchestrator.Core.Sagas;

/// <summary>
/// Codes of failures that the engine finds itself; adapters have codes of their own. A page each in docs/errors.
/// </summary>
public static class ErrorCodes
{
    /// <summary>An expression could not be evaluated.</summary>
    public const string ExpressionFailed = "EXPRESSION_FAILED";

    /// <summary>A Fault activity without a code of its own.</summary>
    public const string WorkflowFault = "WORKFLOW_FAULT";

    /// <summary>Nothing runs, nothing is awaited, and the workflow has not ended.</summary>
    public const string WorkflowStuck = "WORKFLOW_STUCK";

    /// <summary>Too many activities ran without one that waits.</summary>
    public const string WorkflowRunaway = "WORKFLOW_RUNAWAY";

    /// <summary>The adapter could not tell, however often it was asked, what became of a call.</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>The adapter said that the call was not carried out.</summary>
    public const string NotDone = "NOT_DONE";

    /// <summary>The adapter instance, or its operation, is not configured in this process.</summary>
    public const string AdapterMissing = "ADAPTER_MISSING";

    /// <summary>The adapter failed without a code of its own.</summary>
    public const string AdapterFailed = "ADAPTER_FAILED";

    /// <summary>The order's due time passed.</summary>
    public const string DueTimePassed = "DUE_TIME_PASSED";

    /// <summary>The workflow that a step is to start is not published, or does not take that input.</summary>
    public const string ChildRefused = "CHILD_REFUSED";

    /// <summary>The activation that a step had started was undone, withdrawn or abandoned.</summary>
    public const string ChildFailed = "CHILD_FAILED";

    /// <summary>What a step got is still held for another service, whose teardown is incomplete.</summary>
    public const string ResourceInTeardown = "RESOURCE_IN_TEARDOWN";

    /// <summary>A rule of the engine itself was broken.</summary>
    public const string InvariantBroken = "INVARIANT_BROKEN";
}
