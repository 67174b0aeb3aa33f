using Grpc.Core;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>
/// Why a call failed, as its ErrorInfo says it, and the status code that goes with it. A page each in docs/errors.
/// </summary>
/// <param name="Name">UPPER_SNAKE; part of the contract.</param>
public sealed record Reason(string Name, StatusCode Code)
{
    public static Reason InvalidFields { get; } = new("INVALID_FIELDS", StatusCode.InvalidArgument);

    public static Reason WorkflowInvalid { get; } = new("WORKFLOW_INVALID", StatusCode.InvalidArgument);

    public static Reason ProductInvalid { get; } = new("PRODUCT_INVALID", StatusCode.InvalidArgument);

    public static Reason RequestIdReused { get; } = new("REQUEST_ID_REUSED", StatusCode.InvalidArgument);

    public static Reason MessageMalformed { get; } = new("MESSAGE_MALFORMED", StatusCode.InvalidArgument);

    public static Reason ActivationNotFound { get; } = new("ACTIVATION_NOT_FOUND", StatusCode.NotFound);

    public static Reason ServiceNotFound { get; } = new("SERVICE_NOT_FOUND", StatusCode.NotFound);

    public static Reason ProductNotFound { get; } = new("PRODUCT_NOT_FOUND", StatusCode.NotFound);

    public static Reason WorkflowNotFound { get; } = new("WORKFLOW_NOT_FOUND", StatusCode.NotFound);

    public static Reason StepNotFound { get; } = new("STEP_NOT_FOUND", StatusCode.NotFound);

    public static Reason NodeNotFound { get; } = new("NODE_NOT_FOUND", StatusCode.NotFound);

    public static Reason AdapterNotFound { get; } = new("ADAPTER_NOT_FOUND", StatusCode.NotFound);

    public static Reason ResourceNotFound { get; } = new("RESOURCE_NOT_FOUND", StatusCode.NotFound);

    public static Reason AuditNotFound { get; } = new("AUDIT_NOT_FOUND", StatusCode.NotFound);

    public static Reason FindingNotFound { get; } = new("FINDING_NOT_FOUND", StatusCode.NotFound);

    /// <summary>Something that is not ours to name: a service asked for by a health check or by reflection.</summary>
    public static Reason NotFound { get; } = new("NOT_FOUND", StatusCode.NotFound);

    public static Reason ServiceBusy { get; } = new("SERVICE_BUSY", StatusCode.FailedPrecondition);

    public static Reason WrongState { get; } = new("WRONG_STATE", StatusCode.FailedPrecondition);

    public static Reason WrongServiceState { get; } = new("WRONG_SERVICE_STATE", StatusCode.FailedPrecondition);

    public static Reason ActionNotOffered { get; } = new("ACTION_NOT_OFFERED", StatusCode.FailedPrecondition);

    /// <summary>What there is no workflow for cannot be computed either.</summary>
    public static Reason WorkflowNeeded { get; } = new("WORKFLOW_NEEDED", StatusCode.FailedPrecondition);

    public static Reason WorkflowRetired { get; } = new("WORKFLOW_RETIRED", StatusCode.FailedPrecondition);

    public static Reason PastPointOfNoReturn { get; } = new("PAST_POINT_OF_NO_RETURN", StatusCode.FailedPrecondition);

    public static Reason SoftPointOfNoReturn { get; } = new("SOFT_POINT_OF_NO_RETURN", StatusCode.FailedPrecondition);

    public static Reason NoOpenFallout { get; } = new("NO_OPEN_FALLOUT", StatusCode.FailedPrecondition);

    public static Reason StepNotDone { get; } = new("STEP_NOT_DONE", StatusCode.FailedPrecondition);

    public static Reason DecisionNotAllowed { get; } = new("DECISION_NOT_ALLOWED", StatusCode.FailedPrecondition);

    public static Reason LastNode { get; } = new("LAST_NODE", StatusCode.FailedPrecondition);

    public static Reason AuditRunning { get; } = new("AUDIT_RUNNING", StatusCode.FailedPrecondition);

    public static Reason FindingResolved { get; } = new("FINDING_RESOLVED", StatusCode.FailedPrecondition);

    public static Reason NoFix { get; } = new("NO_FIX", StatusCode.FailedPrecondition);

    /// <summary>A worker that knows what others of its instance do not.</summary>
    public static Reason DescriptionOutdated { get; } = new("DESCRIPTION_OUTDATED", StatusCode.FailedPrecondition);

    public static Reason WorkerRefused { get; } = new("WORKER_REFUSED", StatusCode.PermissionDenied);

    public static Reason StaleEtag { get; } = new("STALE_ETAG", StatusCode.Aborted);

    public static Reason PlanChanged { get; } = new("PLAN_CHANGED", StatusCode.Aborted);

    public static Reason WorkflowNotLatest { get; } = new("WORKFLOW_NOT_LATEST", StatusCode.Aborted);

    public static Reason ProductNotLatest { get; } = new("PRODUCT_NOT_LATEST", StatusCode.Aborted);

    public static Reason Overloaded { get; } = new("OVERLOADED", StatusCode.ResourceExhausted);

    /// <summary>More than one answer may count.</summary>
    public static Reason AnalysisTooLarge { get; } = new("ANALYSIS_TOO_LARGE", StatusCode.ResourceExhausted);

    public static Reason MessageTooLarge { get; } = new("MESSAGE_TOO_LARGE", StatusCode.ResourceExhausted);

    public static Reason Unavailable { get; } = new("UNAVAILABLE", StatusCode.Unavailable);

    public static Reason Draining { get; } = new("DRAINING", StatusCode.Unavailable);

    public static Reason Cancelled { get; } = new("CANCELLED", StatusCode.Cancelled);

    public static Reason DeadlineExceeded { get; } = new("DEADLINE_EXCEEDED", StatusCode.DeadlineExceeded);

    public static Reason MethodUnknown { get; } = new("METHOD_UNKNOWN", StatusCode.Unimplemented);

    /// <summary>A bug of ours: the last resort.</summary>
    public static Reason Internal { get; } = new("INTERNAL", StatusCode.Internal);

    /// <summary>Every reason there is.</summary>
    public static IReadOnlyList<Reason> All { get; } =
    [
        InvalidFields, WorkflowInvalid, ProductInvalid, RequestIdReused, MessageMalformed,
        ActivationNotFound, ServiceNotFound, ProductNotFound, WorkflowNotFound, StepNotFound, NodeNotFound,
        AdapterNotFound, ResourceNotFound, AuditNotFound, FindingNotFound, NotFound,
        ServiceBusy, WrongState, WrongServiceState, ActionNotOffered, WorkflowNeeded, WorkflowRetired,
        PastPointOfNoReturn, SoftPointOfNoReturn, NoOpenFallout, StepNotDone, DecisionNotAllowed, LastNode,
        AuditRunning, FindingResolved, NoFix,
        DescriptionOutdated, WorkerRefused,
        StaleEtag, PlanChanged, WorkflowNotLatest, ProductNotLatest,
        Overloaded, AnalysisTooLarge, MessageTooLarge, Unavailable, Draining, Cancelled, DeadlineExceeded, MethodUnknown, Internal,
    ];

    /// <summary>The reason of a status that came without one.</summary>
    public static Reason Of(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange => MessageMalformed,
        StatusCode.NotFound => NotFound,
        StatusCode.ResourceExhausted => MessageTooLarge,
        StatusCode.Unavailable => Unavailable,
        StatusCode.Cancelled => Cancelled,
        StatusCode.DeadlineExceeded => DeadlineExceeded,
        StatusCode.Unimplemented => MethodUnknown,
        _ => Internal,
    };
}
