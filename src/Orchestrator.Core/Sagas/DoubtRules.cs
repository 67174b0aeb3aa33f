using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Core.Sagas.Recorded;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// Calls of which nobody knows whether they were done, or what they made. Such a call stands in the ledger by its own
/// name, its idempotency key, until it is known: so no service ends over it. Steps that succeed at once do not come here.
/// </summary>
public static class DoubtRules
{
    /// <summary>Between a kind and the number of one more of it; in no kind.</summary>
    private const char NumberMark = '#';

    /// <summary>What an event that is neither a success nor an undoing means for it.</summary>
    internal static void Changes(
        string service, SagaState state, SagaEvent happened, DateTimeOffset time, ref List<LedgerChange>? changes)
    {
        switch (happened)
        {
            case StepUnknown { Undo: false } it when state.FindStep(it.Step) is { } step && MayHold(step):
                (changes ??= []).Add(Doubted(service, state, step, time));
                break;
            case StepAttemptFailed { Undo: false } it:
                Settle(it.Step, ref changes);
                break;
            case StepFailed it:
                Settle(it.Step, ref changes);
                break;
            // To skip an undo says nothing of what the step did.
            case StepSkipped it when state.FindStep(it.Step) is { CompensationStartTime: null }:
                Settle(it.Step, ref changes);
                break;
            // Whoever began before the ledger had calls ends with it.
            case ActivationRolledBack or ActivationAbandoned:
                foreach (var step in state.Steps.Where(IsLeft))
                    (changes ??= []).Add(Doubted(service, state, step, time));
                break;
        }

        void Settle(string id, ref List<LedgerChange>? changes)
        {
            if (state.FindStep(id) is { WasInDoubt: true } step)
                (changes ??= []).Add(Settled(service, state, step));
        }
    }

    /// <summary>
    /// Whether something may be held for it, for all that is known. What takes back another step's call holds nothing
    /// itself: what it was to take back stands in the ledger.
    /// </summary>
    internal static bool MayHold(StepRecord step) =>
        step is { Activity.HasEffect: true, Undoes: null } and not ChildStep
        && step.MayHaveMade?.All(static fact => fact.Released) != true;

    /// <summary>Whether nobody can say whether it was done, and something may be held for it.</summary>
    internal static bool IsLeft(StepRecord step) => LedgerRules.IsUnknown(step) && MayHold(step);

    /// <summary>The call is in doubt.</summary>
    internal static LedgerChange Doubted(string service, SagaState state, StepRecord step, DateTimeOffset time)
    {
        var key = RecordedStep.KeyOf(state.Id, step.Id);
        return new LedgerChange.Held(
            new LedgerEntry(service, step.Activity.Adapter, LedgerEntry.UnknownCall, key)
            {
                Activation = state.Id,
                Step = step.Id,
                Key = key,
                Since = time,
                Attributes = Attributes(step),
            });
    }

    /// <summary>It is known now what became of the step's call.</summary>
    internal static LedgerChange Settled(string service, SagaState state, StepRecord step) =>
        Settled(service, step.Activity.Adapter, RecordedStep.KeyOf(state.Id, step.Id));

    /// <summary>It is known now what became of the call with that key, or it is taken back.</summary>
    internal static LedgerChange Settled(string service, string adapter, string key) =>
        new LedgerChange.Released(service, adapter, LedgerEntry.UnknownCall, key);

    /// <summary>What a call that stands in the ledger makes if it is done; empty where nobody could tell.</summary>
    public static IEnumerable<(string Kind, string ExternalId)> MayHaveMade(LedgerEntry call) => call.Attributes
        .Where(static one => one.Key != LedgerEntry.OperationOfCall)
        .OrderBy(static one => one.Key, StringComparer.Ordinal)
        .Select(static one => (one.Key.Split(NumberMark)[0], one.Value));

    /// <summary>The operation; and by its kind what the adapter says that it makes, where it is done.</summary>
    private static ImmutableSortedDictionary<string, string> Attributes(StepRecord step)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        attributes[LedgerEntry.OperationOfCall] = step.Activity.Operation;
        foreach (var fact in (step.MayHaveMade ?? []).Where(static fact => !fact.Released))
        {
            var name = fact.Kind;
            for (var number = 2; !attributes.TryAdd(name, fact.ExternalId); number++)
                name = string.Create(CultureInfo.InvariantCulture, $"{fact.Kind}{NumberMark}{number}");
        }

        return attributes.ToImmutable();
    }
}
