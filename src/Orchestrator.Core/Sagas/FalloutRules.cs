using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>What a person may decide about a fallout.</summary>
public static class FalloutRules
{
    public static IReadOnlyList<FalloutDecision> Allowed(SagaState state, OpenFallout fallout)
    {
        if (fallout.WhileCompensating)
            return [FalloutDecision.Retry, FalloutDecision.Skip, FalloutDecision.Complete, FalloutDecision.Abandon];

        var isWhole = fallout.Error.Code is ErrorCodes.WorkflowStuck or ErrorCodes.InvariantBroken;
        List<FalloutDecision> allowed = isWhole
            ? []
            : [FalloutDecision.Retry, FalloutDecision.Skip, FalloutDecision.Complete];
        if (!state.IsRollingBack && RollbackRules.Blocks(state, keepUpTo: 0) == PointOfNoReturn.None)
            allowed.Add(FalloutDecision.RollBack);

        allowed.Add(FalloutDecision.Abandon);
        return allowed;
    }
}
