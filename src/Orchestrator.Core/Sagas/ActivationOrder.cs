using System.Collections.Immutable;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>What an activation does to the customer's service.</summary>
public enum ActivationAction
{
    Custom,
    Provision,
    Deprovision,
    Change,
    Suspend,
    Resume,
}

/// <summary>How the customer asked.</summary>
public enum Channel
{
    Unspecified,
    Phone,
    Email,
    Web,
    InPerson,
    Api,

    /// <summary>Nobody asked: an event or a time started it.</summary>
    Trigger,
}

/// <summary>Everything that was asked for when an activation was started; never changes.</summary>
/// <param name="Caller">Who called, as the server knows them; request ids are unique per caller.</param>
/// <param name="RequestId">Up to 128 characters.</param>
/// <param name="RequestHash">Of the request's content; the same id with another hash is refused.</param>
/// <param name="Customer">The caller's customer id.</param>
public sealed record ActivationOrder(string Caller, string RequestId, string RequestHash, string Customer)
{
    public ActivationAction Action { get; init; }

    /// <summary>The service's id without <c>services/</c>, or empty; PROVISION's is the activation's own id.</summary>
    public string Service { get; init; } = "";

    public string Product { get; init; } = "";

    /// <summary>The product's version: of the target product with CHANGE; 0 where there is none.</summary>
    public int ProductVersion { get; init; }

    public string OrderReference { get; init; } = "";

    public Channel Channel { get; init; }

    public string Requester { get; init; } = "";

    /// <summary>An object; sensitive members are sealed.</summary>
    public Value Input { get; init; } = Value.EmptyObject;

    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Higher goes first; 0 is normal.</summary>
    public int Priority { get; init; }

    public DateTimeOffset? RequestedStartTime { get; init; }

    public DateTimeOffset? DueTime { get; init; }

    /// <summary>Wait for the service's open activation, instead of being refused because of it.</summary>
    public bool QueueOnConflict { get; init; }

    /// <summary>The service as it was when this was accepted; null for PROVISION, and where there is none.</summary>
    public ServiceEntry? ServiceBefore { get; init; }

    /// <summary>
    /// For an order that may have to wait: the workflow's inputs that the order does not give, and that the service is
    /// asked for when its turn comes.
    /// </summary>
    public IReadOnlyList<string> Inherited { get; init; } = [];

    /// <summary>For DEPROVISION: when use and payment end; null elsewhere.</summary>
    public CancellationDates? Cancellation { get; init; }

    /// <summary>What belongs together, in the words of whoever gave it; or empty.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>The step that started it, where it belongs to another activation; null elsewhere.</summary>
    public ParentStep? Parent { get; init; }

    /// <summary>The service that its steps make resources for: its own, or its parents'; null for none.</summary>
    public string? ServiceOfResources => Service.Length > 0 ? Service : Parent?.Service;

    /// <summary>Whether it, or what started it, deprovisions its service: what it releases is to be confirmed.</summary>
    public bool IsTeardown => Action == ActivationAction.Deprovision || Parent?.IsTeardown == true;

    /// <summary>What started it, where nobody ordered it; null elsewhere.</summary>
    public StartedByTrigger? Trigger { get; init; }

    /// <summary>W3C trace parent of the activation's trace, or empty.</summary>
    public string TraceParent { get; init; } = "";
}

/// <summary>The step of another activation that an activation was started by, and is undone with.</summary>
/// <param name="Activation">The parent.</param>
/// <param name="Step">The step's id in the parent.</param>
/// <param name="Depth">How many activations are above this one; 1 or more.</param>
public sealed record ParentStep(long Activation, string Step, int Depth)
{
    /// <summary>
    /// The service that the topmost of them is about, without <c>services/</c>; null for none. What a child's steps
    /// make is made for it; the child does not occupy it.
    /// </summary>
    public string? Service { get; init; }

    /// <summary>Whether the topmost of them deprovisions it.</summary>
    public bool IsTeardown { get; init; }
}

/// <summary>The activity that an activation begins with, and that started it.</summary>
/// <param name="Activity">Its id.</param>
/// <param name="Payload">What came with the event; null for a time.</param>
/// <param name="Depth">How many activations, one by an event of the other, led to this one; 0 for a time.</param>
public sealed record StartedByTrigger(string Activity, Value Payload = default, int Depth = 0);

/// <summary>Who decided, and why: kept for good with the event that it caused.</summary>
/// <param name="Actor">The person or client.</param>
/// <param name="RequestId">Of the call; empty where the engine itself decided.</param>
/// <param name="RequestHash">Of the call's content.</param>
/// <param name="Reason">In the actor's words.</param>
/// <param name="Ticket">The actor's reference, or empty.</param>
public sealed record Who(string Actor, string RequestId, string RequestHash, string Reason = "", string Ticket = "");
