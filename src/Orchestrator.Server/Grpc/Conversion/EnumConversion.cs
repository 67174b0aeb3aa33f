using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Server.Grpc.Conversion;

/// <summary>
/// Between the contract's enumerations and the core's. Values that the contract does not know were refused before.
/// </summary>
internal static class EnumConversion
{
    public static ActivationAction ToCore(V1.Action action) => action switch
    {
        V1.Action.Provision => ActivationAction.Provision,
        V1.Action.Deprovision => ActivationAction.Deprovision,
        V1.Action.Change => ActivationAction.Change,
        V1.Action.Suspend => ActivationAction.Suspend,
        V1.Action.Resume => ActivationAction.Resume,
        _ => ActivationAction.Custom,
    };

    public static V1.Action ToProto(ActivationAction action) => action switch
    {
        ActivationAction.Provision => V1.Action.Provision,
        ActivationAction.Deprovision => V1.Action.Deprovision,
        ActivationAction.Change => V1.Action.Change,
        ActivationAction.Suspend => V1.Action.Suspend,
        ActivationAction.Resume => V1.Action.Resume,
        _ => V1.Action.Custom,
    };

    public static Channel ToCore(V1.Channel channel) => channel switch
    {
        V1.Channel.Phone => Channel.Phone,
        V1.Channel.Email => Channel.Email,
        V1.Channel.Web => Channel.Web,
        V1.Channel.InPerson => Channel.InPerson,
        V1.Channel.Api => Channel.Api,
        V1.Channel.Trigger => Channel.Trigger,
        _ => Channel.Unspecified,
    };

    public static V1.Channel ToProto(Channel channel) => channel switch
    {
        Channel.Phone => V1.Channel.Phone,
        Channel.Email => V1.Channel.Email,
        Channel.Web => V1.Channel.Web,
        Channel.InPerson => V1.Channel.InPerson,
        Channel.Api => V1.Channel.Api,
        Channel.Trigger => V1.Channel.Trigger,
        _ => V1.Channel.Unspecified,
    };

    public static ActivationState ToCore(V1.Activation.Types.State state) => state switch
    {
        V1.Activation.Types.State.Running => ActivationState.Running,
        V1.Activation.Types.State.Held => ActivationState.Held,
        V1.Activation.Types.State.Fallout => ActivationState.Fallout,
        V1.Activation.Types.State.RollingBack => ActivationState.RollingBack,
        V1.Activation.Types.State.Completed => ActivationState.Completed,
        V1.Activation.Types.State.RolledBack => ActivationState.RolledBack,
        V1.Activation.Types.State.Cancelled => ActivationState.Cancelled,
        V1.Activation.Types.State.Abandoned => ActivationState.Abandoned,
        _ => ActivationState.Scheduled,
    };

    public static V1.Activation.Types.State ToProto(ActivationState state) => state switch
    {
        ActivationState.Running => V1.Activation.Types.State.Running,
        ActivationState.Held => V1.Activation.Types.State.Held,
        ActivationState.Fallout => V1.Activation.Types.State.Fallout,
        ActivationState.RollingBack => V1.Activation.Types.State.RollingBack,
        ActivationState.Completed => V1.Activation.Types.State.Completed,
        ActivationState.RolledBack => V1.Activation.Types.State.RolledBack,
        ActivationState.Cancelled => V1.Activation.Types.State.Cancelled,
        ActivationState.Abandoned => V1.Activation.Types.State.Abandoned,
        _ => V1.Activation.Types.State.Scheduled,
    };

    public static V1.Step.Types.State ToProto(StepState state) => state switch
    {
        StepState.Running => V1.Step.Types.State.Running,
        StepState.Retrying => V1.Step.Types.State.Retrying,
        StepState.Unknown => V1.Step.Types.State.Unknown,
        StepState.Succeeded => V1.Step.Types.State.Succeeded,
        StepState.Failed => V1.Step.Types.State.Failed,
        StepState.Skipped => V1.Step.Types.State.Skipped,
        StepState.Compensating => V1.Step.Types.State.Compensating,
        StepState.Compensated => V1.Step.Types.State.Compensated,
        StepState.CompensationFailed => V1.Step.Types.State.CompensationFailed,
        _ => V1.Step.Types.State.Pending,
    };

    public static V1.PointOfNoReturn ToProto(PointOfNoReturn point) => point switch
    {
        PointOfNoReturn.Soft => V1.PointOfNoReturn.Soft,
        PointOfNoReturn.Hard => V1.PointOfNoReturn.Hard,
        _ => V1.PointOfNoReturn.Unspecified,
    };

    public static FalloutDecision ToCore(V1.FalloutDecision decision) => decision switch
    {
        V1.FalloutDecision.Skip => FalloutDecision.Skip,
        V1.FalloutDecision.Complete => FalloutDecision.Complete,
        V1.FalloutDecision.RollBack => FalloutDecision.RollBack,
        V1.FalloutDecision.Abandon => FalloutDecision.Abandon,
        _ => FalloutDecision.Retry,
    };

    public static V1.FalloutDecision ToProto(FalloutDecision decision) => decision switch
    {
        FalloutDecision.Skip => V1.FalloutDecision.Skip,
        FalloutDecision.Complete => V1.FalloutDecision.Complete,
        FalloutDecision.RollBack => V1.FalloutDecision.RollBack,
        FalloutDecision.Abandon => V1.FalloutDecision.Abandon,
        _ => V1.FalloutDecision.Retry,
    };
}
