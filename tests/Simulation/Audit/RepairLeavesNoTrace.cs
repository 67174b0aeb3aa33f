using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>What was repaired looks as if nothing had been wrong: no error text, no open question stays.</summary>
internal sealed class RepairLeavesNoTrace : Checker
{
    public override void End()
    {
        foreach (var it in World.Auditor.Chronicles)
        {
            if (it.State.Fallouts.Count > 0)
                Fail($"{it.Name} has ended, and has open fallouts");
            foreach (var step in it.State.Steps)
                Check(it, step);
        }
    }

    private void Check(Chronicle it, StepRecord step)
    {
        var isRight = step.State switch
        {
            StepState.Succeeded => step.Error is null && step.NextAttempt is null,
            StepState.Skipped =>
                step.NextAttempt is null && (step.Error is null || it.State.State != ActivationState.Completed),
            StepState.Compensated => step.CompensationError is null && step.NextAttempt is null,
            StepState.Failed => step.Error is not null || it.State.State != ActivationState.Completed,
            StepState.Unknown => step.Compensation is null || it.State.State == ActivationState.Abandoned,
            StepState.CompensationFailed => it.State.State == ActivationState.Abandoned,
            _ => it.State.State == ActivationState.Abandoned,
        };
        if (!isRight)
            Fail($"{it.Name} is {it.State.State}, and step '{step.Id}' is {step.State}: "
                + $"{step.Error?.Message ?? step.CompensationError?.Message}");
    }
}
