using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Engine;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>A call of an operation with all that it needs.</summary>
internal sealed record FixCall(string Adapter, string Operation, Value Input)
{
    /// <summary>Whether the adapter's own inverse undoes it, as it undid the step that is made again.</summary>
    public bool HasInverse { get; init; }

    /// <summary>The other call of the fix that undoes this one; null for none.</summary>
    public FixCall? UndoneBy { get; init; }

    /// <summary>The idempotency key of the call that it undoes, or null.</summary>
    public string? Undoes { get; init; }
}

/// <summary>What a step did, and what undoes it.</summary>
/// <param name="Do">Null where it holds what must not be shown: then nobody but its own activation may send it.</param>
/// <param name="Undo">Null where nothing undoes it, or for the same reason.</param>
internal sealed record RecordedCall(string Step, FixCall? Do, FixCall? Undo)
{
    public static RecordedCall? Of(StepRecord step, Sealer sealer)
    {
        if (step.Activity is ChildWorkflow)
            return null;

        var (activity, input) = (step.Activity, step.Input);
        var undo = step.Compensation is { } operation && RollbackRules.IsInputOfUndoKnown(step)
            ? Open(activity.Adapter, operation,
                step.CompensationInput.IsNull ? input.OverlaidWith(step.Output) : step.CompensationInput)
            : null;
        var make = Open(activity.Adapter, activity.Operation, input);
        return new RecordedCall(
            step.Id, make is null ? null : make with { HasInverse = undo is not null && activity.Compensation is null }, undo);

        FixCall? Open(string adapter, string name, Value value) =>
            sealer.Open(value) == value && Sealer.Mask(value) == value ? new FixCall(adapter, name, value) : null;
    }
}
