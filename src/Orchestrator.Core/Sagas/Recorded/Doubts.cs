namespace Orchestrator.Core.Sagas.Recorded;

/// <summary>The entries of a ledger that stand for calls, with the steps that made them.</summary>
/// <param name="Steps">Those whose outcome is not known, in the order in which they began.</param>
/// <param name="Others">All other entries of the ledger.</param>
internal sealed record Doubts(
    IReadOnlyList<(LedgerEntry Entry, SagaState State, StepRecord Step)> Steps, IReadOnlyList<LedgerEntry> Others)
{
    public static Doubts Of(IReadOnlyList<LedgerEntry> held, IReadOnlyList<SagaState> activations)
    {
        var states = activations.ToDictionary(state => state.Id);
        var steps = new List<(LedgerEntry Entry, SagaState State, StepRecord Step)>();
        var others = new List<LedgerEntry>();
        foreach (var entry in held)
        {
            if (entry.Certainty == LedgerCertainty.PossiblyHeld
                && states.GetValueOrDefault(entry.Activation) is { } state
                && state.FindStep(entry.Step) is { State: StepState.Unknown } step)
                steps.Add((entry, state, step));
            else
                others.Add(entry);
        }

        return new([.. steps.OrderBy(one => one.Step.StartTime).ThenBy(one => one.State.Id)], others);
    }
}
