using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>What a rollback would do now.</summary>
/// <param name="Compensations">The steps that would be undone, in order.</param>
/// <param name="Irreversible">The steps with an effect that would stay as it is.</param>
/// <param name="InFlight">Steps that would be awaited first, and undone if they turn out to be done.</param>
/// <param name="KeepUpTo">Steps with a completion number up to this one would be kept.</param>
/// <param name="Blocks">The point of no return in the way.</param>
public sealed record RollbackPlan(
    IReadOnlyList<StepRecord> Compensations,
    IReadOnlyList<StepRecord> Irreversible,
    IReadOnlyList<StepRecord> InFlight,
    int KeepUpTo,
    PointOfNoReturn Blocks)
{
    /// <summary>Equal as long as the same steps would be undone with the same inputs.</summary>
    public string Hash
    {
        get
        {
            var text = new StringBuilder().Append(KeepUpTo);
            foreach (var step in Compensations)
                text.Append('\n').Append(step.Id).Append(' ').Append(step.Compensation).Append(' ').Append(
                    RollbackRules.InputOfUndo(step));
            foreach (var step in InFlight)
                text.Append("\n~").Append(step.Id);

            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    /// <summary>Why there can be no such plan; null where there can.</summary>
    public static Refusal? Refuse(SagaState state, string? backToStep) =>
        backToStep is null || state.FindStep(backToStep) is { State: StepState.Succeeded, CompletionNumber: > 0 }
            ? null
            : new Refusal(
                RefusalReason.NoSuchStep,
                $"activations/{ActivationId.ToText(state.Id)} has no step '{backToStep}' that is done. Name one that "
                    + "has succeeded.");

    /// <param name="state">The activation.</param>
    /// <param name="backToStep">A step that <see cref="Refuse"/> does not refuse; or null.</param>
    public static RollbackPlan Of(SagaState state, string? backToStep)
    {
        var keepUpTo = backToStep is null ? 0 : state.FindStep(backToStep)!.CompletionNumber;
        return new(
            [.. RollbackRules.InOrderOfUndo(state, keepUpTo)],
            [.. RollbackRules.Irreversible(state, keepUpTo)],
            [.. state.Steps.Where(step => step.State is StepState.Running or StepState.Retrying)],
            keepUpTo,
            RollbackRules.Blocks(state, keepUpTo));
    }
}
