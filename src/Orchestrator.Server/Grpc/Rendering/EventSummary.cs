using System.Globalization;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Server.Grpc.Rendering;

/// <summary>One plain sentence per event.</summary>
internal static class EventSummary
{
    /// <param name="happened">The event.</param>
    /// <param name="activity">
    /// The activity whose frame it is about, with the items of the loops around it; null for none.
    /// </param>
    public static string Of(SagaEvent happened, string? activity = null) => happened switch
    {
        ActivationAccepted it => Accepted(it),
        ActivationQueued { Behind: 0 } => "Its service is free now.",
        ActivationQueued it =>
            $"It waits until {ActivationRendering.NameOf(it.Behind)} of the same service has finished.",
        ServiceTakenOver it => $"Its turn came; services/{it.Service.Id} is {it.Service.State} now.",
        ActivationSuperseded { Stands: true } it =>
            $"{ActivationRendering.NameOf(it.By)} deprovisions the service: no new step begins, and past a hard point of "
                + "no return nothing is undone.",
        ActivationSuperseded it =>
            $"{ActivationRendering.NameOf(it.By)} deprovisions the service: no new step begins, and everything is undone.",
        TurnDelayed it => it.Why,
        NothingLeftToDo it => it.Why,
        WorkflowReplaced it => string.Create(
            CultureInfo.InvariantCulture,
            $"The service is of product '{it.Product}' now: it is ended by workflows/{it.Workflow}/versions/{it.Version}."),
        TeardownLeftToLedger it => it.Why,
        ActivationStarted => "The workflow began.",
        ActivationHeld it => $"{it.Who.Actor} held it: {Reason(it.Who)}",
        ActivationReleased it => $"{it.Who.Actor} released it: {Reason(it.Who)}",
        CancelRequested it => $"{it.Who.Actor} cancelled it: {Reason(it.Who)}",
        RollbackRequested it => $"{it.Who.Actor} asked to undo {BackTo(it.BackToStep)}{(it.Force ? ", past a soft point of no return" : "")}: {Reason(it.Who)}",
        RollbackStarted it => $"Undoing {BackTo(it.BackToStep)} began. {it.Cause}",
        DueTimePassed => "Its due time passed.",
        DueTimeInJeopardy it => it.Expected is { } expected
            ? $"Its due time is in jeopardy: it is expected to have completed at {expected:u}. {it.Why}"
            : $"Its due time is in jeopardy. {it.Why}",
        DueTimeSafe it => $"Its due time is not in jeopardy any more: it is expected to have completed at {it.Expected:u}.",
        ActivationCompleted => "The workflow finished.",
        ActivationRolledBack => "Everything was undone.",
        ActivationCancelled it => it.Because ?? "It was withdrawn before it had any effect.",
        ActivationAbandoned => "It was ended with effects left behind.",
        _ => OfFlow(happened, activity) ?? OfStep(happened),
    };

    private static string? OfFlow(SagaEvent happened, string? activity) => happened switch
    {
        ActivityStarted { Item: { } item } it =>
            $"Round {Number(item + 1)} of activity '{activity ?? it.Activity}' began.",
        ActivityStarted it => $"Activity '{activity ?? it.Activity}' began.",
        IterationStarted it => $"Loop '{activity}' went into its round {Number(it.Item + 1)}.",
        ActivityCompleted => $"Activity '{activity}' ended.",
        ActivityCancelled => $"Activity '{activity}' was cancelled, and what was in it.",
        ActivityFaulted { Cause: { } cause } it =>
            $"Activity '{activity ?? it.Activity}' failed: {it.Error.Message}: {(cause.EndsWith('.') ? cause : $"{cause}.")}",
        ActivityFaulted it => $"Activity '{activity ?? it.Activity}' failed: {it.Error.Message}",
        BreakReached it => $"Activity '{it.Activity}' ends the loop around it.",
        WorkflowStalled => "Nothing of the workflow runs or waits, and it has not ended.",
        BranchTaken it => $"Activity '{it.Activity}' took the branch '{it.Branch}'.",
        PathsTaken or TokensMoved => $"Flowchart '{activity}' went on.",
        ResultGiven it => $"Activity '{it.Activity}' gave its result.",
        CorrelationSet it => $"It is known by the id '{it.CorrelationId}' now.",
        NameSet it => $"Its name is '{it.Name}' now.",
        EventPublished it => $"Activity '{it.Activity}' published the event '{it.Name}'.",
        EventDelivered it =>
            $"The published event came to {Number(it.Reached)} activations that waited for it, and started "
                + $"{Number(it.Started)}.",
        TaskRequested it => $"Activity '{activity ?? it.Activity}' waits until the task '{it.Name}' is done.",
        VariableSet it => $"Variable '{it.Variable}' was set.",
        OutputSet it => $"Output '{it.Name}' was set.",
        LineWritten it => it.Text,
        FinishReached it => $"Activity '{it.Activity}' ended the workflow; what is in flight is awaited.",
        FlowRestored => "The workflow stands again where it stood after the step that was kept.",
        DelayStarted it => $"Activity '{activity ?? it.Activity}' waits until {Time(it.Until)}.",
        DelayElapsed => $"Delay '{activity}' elapsed.",
        SignalAwaited it => $"Activity '{activity ?? it.Activity}' waits for the signal '{it.Signal}'.",
        SignalReceived it => $"{it.Who.Actor} sent the signal '{it.Signal}'.",
        SignalConsumed it => $"Activity '{activity ?? it.Activity}' took the signal '{it.Signal}'.",
        _ => null,
    };

    private static string OfStep(SagaEvent happened) => happened switch
    {
        StepRequested { Waits: true, Lane: { } lane } it =>
            $"Step '{it.StepId}' is next; it waits for its turn on '{lane}'.",
        StepRequested { Waits: true } it => $"Step '{it.StepId}' is next; it waits.",
        StepRequested it => $"Step '{it.StepId}' began.",
        StepStarted { Undo: true } it => $"Undoing step '{it.Step}' began an attempt.",
        StepStarted it => $"Step '{it.Step}' began an attempt.",
        WindowAwaited { Undo: true } it =>
            $"Undoing step '{it.Step}' waits for the window '{it.Window}' until {Time(it.Until)}.",
        WindowAwaited it => $"Step '{it.Step}' waits for the window '{it.Window}' until {Time(it.Until)}.",
        WindowOpened it =>
            $"The window for {Call(it.Undo)} step '{it.Step}' is open; it waits for its turn in its lane.",
        StepPutBack it =>
            $"The engine stopped before {Call(it.Undo)} step '{it.Step}'; that is done after the next start.",
        StepAttemptFailed it => $"An attempt {Of(it.Undo)} step '{it.Step}' failed, and is repeated at "
            + $"{Time(it.NextAttempt)}: {it.Error.Message}",
        StepUnknown it => $"What became of {Call(it.Undo)} step '{it.Step}' is not known, and is asked: {it.Message}",
        StepReadDeferred it => $"The adapter cannot tell yet what became of {Call(it.Undo)} step '{it.Step}', and is "
            + $"asked again at {Time(it.NextRead)}: {it.Message}",
        StepStaysUnknown it => $"What became of step '{it.Step}' stays unknown: where it can be undone it is, as if it were done; else what it may "
            + "have made counts as possibly held.",
        StepSucceeded { CompensationInputError: { } error } it =>
            $"Step '{it.Step}' is done. The input of what would undo it could not be evaluated: {error}",
        StepSucceeded it => $"Step '{it.Step}' is done.",
        StepFailed it => $"Step '{it.Step}' failed: {it.Error.Message} {Then(it.Then)}",
        StepSkipped it => $"Step '{it.Step}' is left out.",
        ChildStarted it => $"Step '{it.Step}' began {ActivationRendering.NameOf(it.Activation)}.",
        ChildEnded it => $"The activation that step '{it.Step}' began is {it.State}.",
        ChildPassing it => $"The activation that step '{it.Step}' began is about to pass a point of no return.",
        ChildTold it => $"The activation that step '{it.Step}' began was told.",
        FalloutRaised it =>
            $"{(it.WhileCompensating ? "Undoing step" : "Step")} '{it.Step}' needs a decision: {it.Error.Message}",
        FalloutResolved it => $"{it.Who.Actor} decided {Decision(it.Decision)} for step '{it.Step}': {Reason(it.Who)}",
        CompensationRequested { Waits: true } it => $"Step '{it.Step}' is to be undone next; it waits.",
        CompensationRequested it => $"Undoing step '{it.Step}' began.",
        CompensationSucceeded it => $"Step '{it.Step}' is undone.",
        CompensationFailed it => $"Undoing step '{it.Step}' failed: {it.Error.Message}",
        _ => happened.Type,
    };

    private static string Accepted(ActivationAccepted it)
    {
        var order = it.Order;
        var what = order.Action == ActivationAction.Custom ? "run" : order.Action.ToString().ToLowerInvariant();
        var product = order.Product.Length > 0 ? $" {order.Product}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{order.Caller} asked to {what}{product} for customer {order.Customer} with "
                + $"workflows/{it.Workflow}/versions/{it.Version}.");
    }

    private static string Reason(Who who)
    {
        var reason = who.Reason.Length == 0 ? "no reason given" : who.Reason;
        var end = char.IsPunctuation(reason[^1]) ? "" : ".";
        return who.Ticket.Length > 0 ? $"{reason} ({who.Ticket})." : reason + end;
    }

    private static string BackTo(string? step) => step is null ? "everything" : $"what came after step '{step}'";

    private static string Of(bool undo) => undo ? "to undo" : "of";

    private static string Call(bool undo) => undo ? "undoing" : "calling";

    private static string Then(FailureExit exit) => exit switch
    {
        FailureExit.RollBack => "Everything is undone.",
        FailureExit.FallOut => "A person must decide.",
        FailureExit.Continue => "The workflow goes on.",
        _ => "The flow takes the outcome Failed.",
    };

    private static string Decision(FalloutDecision decision) => decision switch
    {
        FalloutDecision.Skip => "SKIP",
        FalloutDecision.Complete => "COMPLETE",
        FalloutDecision.RollBack => "ROLL_BACK",
        FalloutDecision.Abandon => "ABANDON",
        _ => "RETRY",
    };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
