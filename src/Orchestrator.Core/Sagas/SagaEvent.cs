using System.Text.Json.Serialization;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// A fact in the life of one activation. Facts are folded to get the activation's state; nothing is evaluated again, so
/// a record here never changes its meaning. Ids of frames are numbers from 0 in the order in which activities began;
/// the root has 0.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "e")]
[JsonDerivedType(typeof(ActivationAccepted), nameof(ActivationAccepted))]
[JsonDerivedType(typeof(ActivationQueued), nameof(ActivationQueued))]
[JsonDerivedType(typeof(ServiceTakenOver), nameof(ServiceTakenOver))]
[JsonDerivedType(typeof(ActivationStarted), nameof(ActivationStarted))]
[JsonDerivedType(typeof(ActivationHeld), nameof(ActivationHeld))]
[JsonDerivedType(typeof(ActivationReleased), nameof(ActivationReleased))]
[JsonDerivedType(typeof(CancelRequested), nameof(CancelRequested))]
[JsonDerivedType(typeof(RollbackRequested), nameof(RollbackRequested))]
[JsonDerivedType(typeof(RollbackStarted), nameof(RollbackStarted))]
[JsonDerivedType(typeof(DueTimePassed), nameof(DueTimePassed))]
[JsonDerivedType(typeof(ActivationCompleted), nameof(ActivationCompleted))]
[JsonDerivedType(typeof(ActivationRolledBack), nameof(ActivationRolledBack))]
[JsonDerivedType(typeof(ActivationCancelled), nameof(ActivationCancelled))]
[JsonDerivedType(typeof(ActivationAbandoned), nameof(ActivationAbandoned))]
[JsonDerivedType(typeof(ActivityStarted), nameof(ActivityStarted))]
[JsonDerivedType(typeof(IterationStarted), nameof(IterationStarted))]
[JsonDerivedType(typeof(ActivityCompleted), nameof(ActivityCompleted))]
[JsonDerivedType(typeof(ActivityCancelled), nameof(ActivityCancelled))]
[JsonDerivedType(typeof(ActivityFaulted), nameof(ActivityFaulted))]
[JsonDerivedType(typeof(BreakReached), nameof(BreakReached))]
[JsonDerivedType(typeof(WorkflowStalled), nameof(WorkflowStalled))]
[JsonDerivedType(typeof(ResultGiven), nameof(ResultGiven))]
[JsonDerivedType(typeof(CorrelationSet), nameof(CorrelationSet))]
[JsonDerivedType(typeof(NameSet), nameof(NameSet))]
[JsonDerivedType(typeof(EventPublished), nameof(EventPublished))]
[JsonDerivedType(typeof(EventDelivered), nameof(EventDelivered))]
[JsonDerivedType(typeof(TaskRequested), nameof(TaskRequested))]
[JsonDerivedType(typeof(BranchTaken), nameof(BranchTaken))]
[JsonDerivedType(typeof(PathsTaken), nameof(PathsTaken))]
[JsonDerivedType(typeof(TokensMoved), nameof(TokensMoved))]
[JsonDerivedType(typeof(VariableSet), nameof(VariableSet))]
[JsonDerivedType(typeof(OutputSet), nameof(OutputSet))]
[JsonDerivedType(typeof(LineWritten), nameof(LineWritten))]
[JsonDerivedType(typeof(FinishReached), nameof(FinishReached))]
[JsonDerivedType(typeof(FlowRestored), nameof(FlowRestored))]
[JsonDerivedType(typeof(DelayStarted), nameof(DelayStarted))]
[JsonDerivedType(typeof(DelayElapsed), nameof(DelayElapsed))]
[JsonDerivedType(typeof(SignalAwaited), nameof(SignalAwaited))]
[JsonDerivedType(typeof(SignalReceived), nameof(SignalReceived))]
[JsonDerivedType(typeof(SignalConsumed), nameof(SignalConsumed))]
[JsonDerivedType(typeof(StepRequested), nameof(StepRequested))]
[JsonDerivedType(typeof(StepStarted), nameof(StepStarted))]
[JsonDerivedType(typeof(WindowAwaited), nameof(WindowAwaited))]
[JsonDerivedType(typeof(WindowOpened), nameof(WindowOpened))]
[JsonDerivedType(typeof(StepPutBack), nameof(StepPutBack))]
[JsonDerivedType(typeof(StepAttemptFailed), nameof(StepAttemptFailed))]
[JsonDerivedType(typeof(StepUnknown), nameof(StepUnknown))]
[JsonDerivedType(typeof(StepReadDeferred), nameof(StepReadDeferred))]
[JsonDerivedType(typeof(StepStaysUnknown), nameof(StepStaysUnknown))]
[JsonDerivedType(typeof(StepSucceeded), nameof(StepSucceeded))]
[JsonDerivedType(typeof(StepFailed), nameof(StepFailed))]
[JsonDerivedType(typeof(StepSkipped), nameof(StepSkipped))]
[JsonDerivedType(typeof(ChildStarted), nameof(ChildStarted))]
[JsonDerivedType(typeof(ChildEnded), nameof(ChildEnded))]
[JsonDerivedType(typeof(ChildPassing), nameof(ChildPassing))]
[JsonDerivedType(typeof(ChildTold), nameof(ChildTold))]
[JsonDerivedType(typeof(FalloutRaised), nameof(FalloutRaised))]
[JsonDerivedType(typeof(FalloutResolved), nameof(FalloutResolved))]
[JsonDerivedType(typeof(CompensationRequested), nameof(CompensationRequested))]
[JsonDerivedType(typeof(CompensationSucceeded), nameof(CompensationSucceeded))]
[JsonDerivedType(typeof(CompensationFailed), nameof(CompensationFailed))]
public abstract record SagaEvent
{
    /// <summary>The event's name as the API shows it.</summary>
    [JsonIgnore]
    public virtual string Type => GetType().Name;
}
