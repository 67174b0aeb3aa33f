using System.Globalization;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Server.Grpc.Rendering;

/// <summary>
/// What an event says beside its sentence, as an object with the names of the contract; nothing that is not there.
/// </summary>
internal static class EventDetails
{
    /// <param name="happened">The event.</param>
    /// <param name="activity">
    /// The activity whose frame it is about, with the items of the loops around it; null for none.
    /// </param>
    public static Value Of(SagaEvent happened, string? activity = null) => happened switch
    {
        ActivationAccepted it => Object(
            ("workflow", string.Create(CultureInfo.InvariantCulture, $"workflows/{it.Workflow}/versions/{it.Version}")),
            ("input", it.Order.Input),
            ("order_reference", Text(it.Order.OrderReference)),
            ("parent", it.Order.Parent is { } parent ? ActivationRendering.NameOf(parent.Activation) : Value.Null),
            ("request_id", it.Order.RequestId)),
        ActivationQueued { Behind: not 0 } it => Object(("behind", ActivationRendering.NameOf(it.Behind))),
        ServiceTakenOver it => Object(
            ("service", $"services/{it.Service.Id}"), ("service_state", Upper(it.Service.State)), ("input", it.Input)),
        WorkflowReplaced it => Object(
            ("workflow", string.Create(CultureInfo.InvariantCulture, $"workflows/{it.Workflow}/versions/{it.Version}")),
            ("product", it.Product),
            ("input", it.Input)),
        ActivationSuperseded it => Object(
            ("by", ActivationRendering.NameOf(it.By)), ("stands", it.Stands ? Value.True : Value.Null)),
        ActivationHeld it => Decision(it.Who),
        ActivationReleased it => Decision(it.Who),
        CancelRequested it => Decision(it.Who),
        RollbackRequested it => Decision(
            it.Who, ("back_to_step", it.BackToStep), ("force", it.Force ? Value.True : Value.Null)),
        RollbackStarted it => Object(("cause", it.Cause), ("back_to_step", it.BackToStep)),
        DueTimeInJeopardy it => Object(
            ("expected_completion_time", it.Expected is { } expected ? Time(expected) : Value.Null), ("why", it.Why)),
        DueTimeSafe it => Object(("expected_completion_time", Time(it.Expected))),
        ActivationCompleted it => Object(("output", it.Output)),
        ActivationCancelled it => Object(("because", it.Because)),
        _ => OfFlow(happened, activity) ?? OfStep(happened),
    };

    private static Value? OfFlow(SagaEvent happened, string? activity) => happened switch
    {
        ActivityStarted it => Object(
            ("activity", activity ?? it.Activity), ("item", Number(it.Item)), ("value", it.Value)),
        IterationStarted it => Object(("activity", activity), ("item", it.Item), ("value", it.Value)),
        ActivityFaulted it => Object(
            ("activity", activity ?? it.Activity), ("error", Error(it.Error)), ("cause", it.Cause)),
        ActivityCancelled => Object(("activity", activity)),
        BreakReached it => Object(("activity", it.Activity)),
        ResultGiven it => Object(("activity", it.Activity), ("result", it.Result)),
        CorrelationSet it => Object(("activity", it.Activity), ("correlation_id", it.CorrelationId)),
        NameSet it => Object(("activity", it.Activity), ("name", it.Name)),
        EventPublished it => Object(
            ("activity", it.Activity),
            ("event", it.Name),
            ("payload", it.Payload),
            ("correlation_id", it.CorrelationId),
            ("local", it.IsLocal ? Value.True : Value.Null)),
        EventDelivered it => Object(("published", it.Event), ("reached", it.Reached), ("started", it.Started)),
        TaskRequested it => Object(
            ("activity", activity ?? it.Activity), ("task", it.Task), ("name", it.Name), ("payload", it.Payload)),
        TokensMoved it => Object(
            ("activity", activity),
            ("given", Places(it.Given)),
            ("blocked", Places(it.Blocked)),
            ("taken", Places(it.Taken)),
            ("unblocked", Places(it.Unblocked))),
        BranchTaken it => Object(("activity", it.Activity), ("branch", it.Branch)),
        PathsTaken it => Object(
            ("activity", activity), ("followed", Places(it.Followed)), ("skipped", Places(it.Skipped))),
        ActivityCompleted or DelayElapsed => Object(("activity", activity)),
        VariableSet it => Object(("variable", it.Variable), ("value", it.Value)),
        OutputSet it => Object(("output", it.Name), ("value", it.Value)),
        LineWritten it => Object(("activity", it.Activity), ("text", it.Text)),
        FinishReached it => Object(("activity", it.Activity)),
        DelayStarted it => Object(("activity", activity ?? it.Activity), ("until", Time(it.Until))),
        SignalAwaited it => Object(("activity", activity ?? it.Activity), ("signal", it.Signal)),
        SignalReceived it => Object(
            ("signal", it.Signal), ("payload", it.Payload), ("request_id", Text(it.Who.RequestId))),
        SignalConsumed it => Object(("activity", activity ?? it.Activity), ("signal", it.Signal)),
        _ => default(Value?),
    };

    private static Value OfStep(SagaEvent happened) => happened switch
    {
        StepRequested it => Object(
            ("activity", it.Activity),
            ("input", it.Input),
            ("lane", it.Lane),
            ("undoes", it.Undoes),
            ("waits", it.Waits ? Value.True : Value.Null)),
        WindowAwaited it => Object(("window", it.Window), ("until", Time(it.Until))),
        StepAttemptFailed it => Object(("error", Error(it.Error)), ("next_attempt_time", Time(it.NextAttempt))),
        StepUnknown it => Object(("message", it.Message), ("resources", Resources(it.Resources))),
        StepReadDeferred it => Object(("message", it.Message), ("next_read_time", Time(it.NextRead))),
        StepStaysUnknown it => Object(("message", it.Message)),
        StepSucceeded it => Object(
            ("output", it.Output),
            ("resources", Resources(it.Resources)),
            ("compensation_input_error", it.CompensationInputError)),
        StepFailed it => Object(("error", Error(it.Error)), ("then", Upper(it.Then))),
        ChildStarted it => Object(("activation", ActivationRendering.NameOf(it.Activation))),
        ChildEnded it => Object(
            ("state", Upper(it.State)), ("passed", it.Passed == PointOfNoReturn.None ? Value.Null : Upper(it.Passed))),
        ChildPassing it => Object(("point", Upper(it.Point))),
        FalloutRaised it => Object(
            ("error", Error(it.Error)), ("while_compensating", it.WhileCompensating ? Value.True : Value.Null)),
        FalloutResolved it => Decision(it.Who, ("resolution", Upper(it.Decision)), ("input", it.Input)),
        CompensationRequested it => Object(("input", it.Input), ("waits", it.Waits ? Value.True : Value.Null)),
        CompensationSucceeded it => Object(("resources", Resources(it.Resources))),
        CompensationFailed it => Object(("error", Error(it.Error))),
        _ => Value.EmptyObject,
    };

    private static Value Decision(Who who, params ReadOnlySpan<(string Name, Value Value)> more) => Object(
        [("reason", Text(who.Reason)), ("ticket", Text(who.Ticket)), ("request_id", Text(who.RequestId)), .. more]);

    private static Value Object(params ReadOnlySpan<(string Name, Value Value)> members)
    {
        var there = new List<(string, Value)>(members.Length);
        foreach (var member in members)
        {
            if (!member.Value.IsNull)
                there.Add(member);
        }

        return Value.Object([.. there]);
    }

    private static Value Error(StepError error) => Value.Object(
        ("code", error.Code), ("message", error.Message), ("retryable", error.Retryable));

    private static Value Resources(IReadOnlyList<ResourceFact>? resources) => resources is not { Count: > 0 }
        ? Value.Null
        : Value.Array(resources.Select(resource => Object(
            ("kind", resource.Kind),
            ("external_id", resource.ExternalId),
            ("released", resource.Released ? Value.True : Value.Null))));

    private static Value Places(int[]? places) =>
        places is not { Length: > 0 } ? Value.Null : Value.Array(places.Select(place => (Value)place));

    private static Value Text(string text) => text.Length > 0 ? text : Value.Null;

    private static Value Number(int? number) => number is { } known ? known : Value.Null;

    private static Value Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    /// <summary>RollBack becomes ROLL_BACK, as the contract writes its enumerations.</summary>
    private static Value Upper<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((character, index) =>
            index > 0 && char.IsUpper(character) ? $"_{character}" : char.ToUpperInvariant(character).ToString()));
}
