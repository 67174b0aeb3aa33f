using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Rendering;

/// <summary>An event as the contract shows it.</summary>
internal sealed class EventRendering(Mask mask)
{
    /// <param name="happened">The event.</param>
    /// <param name="time">When.</param>
    /// <param name="after">The activation right after it.</param>
    public V1.ActivationEvent Render(SagaEvent happened, DateTimeOffset time, SagaState after) => new()
    {
        Sequence = after.Sequence,
        Time = ActivationRendering.TimeOf(time),
        Type = happened.Type,
        Step = StepOf(happened),
        Actor = ActorOf(happened),
        Summary = mask.Text(EventSummary.Of(happened)),
        Details = mask.Object(EventDetails.Of(happened)),
        State = EnumConversion.ToProto(after.State),
    };

    private static string StepOf(SagaEvent happened) => happened switch
    {
        StepRequested it => it.StepId,
        StepStarted it => it.Step,
        StepPutBack it => it.Step,
        StepAttemptFailed it => it.Step,
        StepUnknown it => it.Step,
        StepReadDeferred it => it.Step,
        StepStaysUnknown it => it.Step,
        StepSucceeded it => it.Step,
        StepFailed it => it.Step,
        StepSkipped it => it.Step,
        FalloutRaised it => it.Step,
        FalloutResolved it => it.Step,
        CompensationRequested it => it.Step,
        CompensationSucceeded it => it.Step,
        CompensationFailed it => it.Step,
        _ => "",
    };

    private static string ActorOf(SagaEvent happened) => happened switch
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
