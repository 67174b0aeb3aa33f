using System.Collections.Immutable;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// What events mean for the resources of the service that the activation is about. From what happened alone: what the
/// ledger holds is not looked up, so a history gives the same changes whenever it is read.
/// </summary>
internal static class LedgerRules
{
    /// <param name="state">The activation, after the events.</param>
    /// <param name="events">Of one transition.</param>
    /// <param name="time">When it was decided.</param>
    /// <returns>Null for no change.</returns>
    public static IReadOnlyList<LedgerChange>? Changes(
        SagaState state, IReadOnlyList<SagaEvent> events, DateTimeOffset time)
    {
        if (state.Order.ServiceOfResources is not { } service)
            return null;

        List<LedgerChange>? changes = null;
        string? byHand = null;
        foreach (var happened in events)
        {
            switch (happened)
            {
                case StepSucceeded done when state.FindStep(done.Step) is { } step
                    && (done.Resources is not null || step.Undoes is not null || step.WasInDoubt):
                    new Maker(service, state, step, time, "do").Did(done, byHand == step.Id, changes ??= []);
                    break;
                case CompensationSucceeded undone when state.FindStep(undone.Step) is { } back
                    && (undone.Resources is not null || back.Made is not null || back.WasInDoubt):
                    new Maker(service, state, back, time, "undo").Undid(undone, changes ??= []);
                    break;
                case FalloutResolved { Decision: FalloutDecision.Complete, IsToldWhat: false } decided:
                    byHand = decided.Step;
                    break;
                default:
                    DoubtRules.Changes(service, state, happened, time, ref changes);
                    break;
            }
        }

        return changes is { Count: > 0 } ? changes : null;
    }

    /// <summary>Whether a call had, or had not, its effect, and nobody can say which.</summary>
    public static bool IsUnknown(StepRecord step) => step is { State: StepState.Unknown, Activity.HasEffect: true };

    /// <summary>How many steps could be undone, and were not, or may have been done for all that is known.</summary>
    public static int EffectsLeft(SagaState state) => state.Steps.Count(static step =>
        step is { Compensation: not null, Activity.HasEffect: true }
        && (step.State == StepState.Unknown || (step.CompletionNumber > 0 && step.State != StepState.Compensated)));

    /// <summary>The step that the changes are of, and the call that made them.</summary>
    private readonly record struct Maker(
        string Service, SagaState State, StepRecord Step, DateTimeOffset Time, string Call)
    {
        /// <param name="done">What it says.</param>
        /// <param name="byHand">A person did it, and nobody knows what that made.</param>
        /// <param name="changes">Gets what follows.</param>
        public void Did(StepSucceeded done, bool byHand, List<LedgerChange> changes)
        {
            if (byHand && DoubtRules.MayHold(Step))
                changes.Add(DoubtRules.Doubted(Service, State, Step, Time));
            else if (Step.WasInDoubt)
                changes.Add(DoubtRules.Settled(Service, State, Step));

            var releases = false;
            foreach (var fact in done.Resources ?? [])
            {
                changes.Add(Of(fact));
                releases |= fact.Released;
            }

            // It took back what another call made, and does not say what that was: then it was all of it.
            if (Step.Undoes is { } key)
                changes.Add(releases
                    ? DoubtRules.Settled(Service, Step.Activity.Adapter, key)
                    : new LedgerChange.KeyUndone(Service, key));
        }

        /// <summary>
        /// What it made goes, in reverse, and what it had released is held again; what the compensation itself says
        /// comes last, for it knows best.
        /// </summary>
        public void Undid(CompensationSucceeded undone, List<LedgerChange> changes)
        {
            if (Step.WasInDoubt)
                changes.Add(DoubtRules.Settled(Service, State, Step));
            foreach (var fact in (Step.Made ?? []).Reverse())
            {
                changes.Add(fact.Released
                    ? Of(fact with { Released = false })
                    : new LedgerChange.Undone(
                        Service, Step.Activity.Adapter, fact.Kind, fact.ExternalId, State.Id, Step.Id));
            }

            foreach (var fact in undone.Resources ?? [])
                changes.Add(Of(fact));
        }

        private LedgerChange Of(ResourceFact fact) => fact.Released
            ? new LedgerChange.Released(Service, Step.Activity.Adapter, fact.Kind, fact.ExternalId)
            : new LedgerChange.Held(new LedgerEntry(Service, Step.Activity.Adapter, fact.Kind, fact.ExternalId)
            {
                Activation = State.Id,
                Step = Step.Id,
                Key = $"{ActivationId.ToText(State.Id)}/{Step.Id}/{Call}",
                Since = Time,
                Attributes = fact.Attributes ?? ImmutableSortedDictionary<string, string>.Empty,
            });
    }
}
