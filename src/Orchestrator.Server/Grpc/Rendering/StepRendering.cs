using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Rendering;

/// <summary>A step as the contract shows it.</summary>
internal sealed class StepRendering(Mask mask)
{
    public V1.Step Render(long activation, StepRecord step) => new()
    {
        Id = step.Id,
        DisplayName = step.Activity.Header.DisplayName,
        Adapter = step.Activity.Adapter,
        Operation = step.Activity.Operation,
        State = EnumConversion.ToProto(step.State),
        Attempts = step.Attempts,
        NextAttemptTime = ActivationRendering.TimeOf(step.NextAttempt),
        Input = mask.Object(step.Input),
        Output = mask.Object(step.Output),
        Error = mask.Error(step.Error),
        IdempotencyKey = $"{ActivationId.ToText(activation)}/{step.Id}/do",
        PointOfNoReturn = EnumConversion.ToProto(step.Activity.PointOfNoReturn),
        Compensation = step.Compensation ?? "",
        CompensationAttempts = step.CompensationAttempts,
        CompensationError = mask.Error(step.CompensationError),
        StartTime = ActivationRendering.TimeOf(step.StartTime),
        EndTime = ActivationRendering.TimeOf(step.EndTime),
        Window = step.Window ?? "",
        Child = step is ChildStep { Child: not 0 } child ? ActivationRendering.NameOf(child.Child) : "",
    };

    /// <summary>The step's undoing, as a rollback's plan shows it.</summary>
    public V1.PlannedStep RenderUndo(StepRecord step) => new()
    {
        Id = step.Id,
        DisplayName = step.Activity.Header.DisplayName,
        Adapter = step.Activity.Adapter,
        Operation = step.Compensation ?? "",
        Input = mask.Object(RollbackRules.InputOfUndo(step)),
        PointOfNoReturn = EnumConversion.ToProto(step.Activity.PointOfNoReturn),
    };

    /// <summary>A step that a rollback leaves as it is.</summary>
    public V1.PlannedStep RenderDone(StepRecord step) => new()
    {
        Id = step.Id,
        DisplayName = step.Activity.Header.DisplayName,
        Adapter = step.Activity.Adapter,
        Operation = step.Activity.Operation,
        Input = mask.Object(step.Input),
        PointOfNoReturn = EnumConversion.ToProto(step.Activity.PointOfNoReturn),
    };
}
