using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Rendering;

/// <summary>An event as the contract shows it.</summary>
internal sealed class EventRendering(Mask mask)
{
    /// <summary>Takes an event into a state, and shows it.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="time">When.</param>
    /// <param name="state">The activation right before it; right after it afterwards.</param>
    public V1.ActivationEvent Render(SagaEvent happened, DateTimeOffset time, SagaState state)
    {
        // An activity that ends has its frame before the event, and one that begins after it.
        var frame = FrameOf(happened) ?? -1;
        var activity = state.FindActivity(frame);
        state.Apply(happened, time);
        activity ??= state.FindActivity(frame);
        return new()
        {
            Sequence = state.Sequence,
            Time = ActivationRendering.TimeOf(time),
            Type = happened.Type,
            Step = StepOf(happened),
            Actor = ActorOf(happened),
            Summary = mask.Text(EventSummary.Of(happened, activity)),
            Details = mask.Object(EventDetails.Of(happened, activity)),
            State = EnumConversion.ToProto(state.State),
        };
    }

    /// <summary>The frame that an event begins, goes on with, or ends.</summary>
    private static int? FrameOf(SagaEvent happened) => happened switch
    {
        ActivityStarted it => it.Frame,
        IterationStarted it => it.Frame,
        ActivityCompleted it => it.Frame,
        ActivityFaulted it => it.Frame,
        PathsTaken it => it.Frame,
        TokensMoved it => it.Frame,
        ActivityCancelled it => it.Frame,
        TaskRequested it => it.Frame,
        DelayStarted it => it.Frame,
        DelayElapsed it => it.Frame,
        SignalAwaited it => it.Frame,
        SignalConsumed it => it.Frame,
        _ => null,
    };

    internal static string StepOf(SagaEvent happened) => happened switch
    {
        StepRequested it => it.StepId,
        StepStarted it => it.Step,
        WindowAwaited it => it.Step,
        WindowOpened it => it.Step,
        StepPutBack it => it.Step,
        StepAttemptFailed it => it.Step,
        StepUnknown it => it.Step,
        StepReadDeferred it => it.Step,
        StepStaysUnknown it => it.Step,
        StepSucceeded it => it.Step,
        StepFailed it => it.Step,
        StepSkipped it => it.Step,
        ChildStarted it => it.Step,
        ChildEnded it => it.Step,
        ChildPassing it => it.Step,
        ChildTold it => it.Step,
        FalloutRaised it => it.Step,
        FalloutResolved it => it.Step,
        CompensationRequested it => it.Step,
        CompensationSucceeded it => it.Step,
        CompensationFailed it => it.Step,
        _ => "",
    };

    internal static string ActorOf(SagaEvent happened) => happened switch
    {
        ActivationAccepted it => it.Order.Caller,
        ActivationHeld it => it.Who.Actor,
        ActivationReleased it => it.Who.Actor,
        CancelRequested it => it.Who.Actor,
        RollbackRequested it => it.Who.Actor,
        FalloutResolved it => it.Who.Actor,
        SignalReceived it => it.Who.Actor,
        _ => "",
    };
}
