using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas.Recorded;

/// <summary>What stands of all that was ever done for a service, and who made what it holds.</summary>
/// <param name="Steps">In the order in which they were done.</param>
/// <param name="Unexplained">What it holds that none of them made.</param>
public sealed record ServiceRecord(IReadOnlyList<RecordedStep> Steps, IReadOnlyList<LedgerEntry> Unexplained)
{
    /// <summary>
    /// Steps of which nobody knows whether they were done, in the order in which they began; each made the entry that
    /// stands for its call.
    /// </summary>
    public IReadOnlyList<RecordedStep> InDoubt { get; init; } = [];

    /// <summary>Steps that failed for good on the way to what the service is now: another way was taken.</summary>
    public IReadOnlyList<RefusedStep> Refused { get; init; } = [];

    /// <summary>From the service's ledger and the journals of its activations.</summary>
    /// <param name="held">Its ledger.</param>
    /// <param name="activations">All of the service's, those that belong to others included; in any order.</param>
    public static ServiceRecord Of(IReadOnlyList<LedgerEntry> held, IReadOnlyList<SagaState> activations)
    {
        var done = activations
            .SelectMany(state => state.Steps.Select(step => (State: state, Step: step)))
            .Where(one => one.Step.State == StepState.Succeeded)
            .OrderBy(one => one.Step.EndTime)
            .ThenBy(one => one.State.Id)
            .ThenBy(one => one.Step.CompletionNumber)
            .ToArray();
        var undone = done.Select(one => one.Step.Undoes).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var standing = done
            .Where(one => one.Step.Activity is { HasEffect: true } and not ChildWorkflow)
            .Where(one => !undone.Contains(RecordedStep.KeyOf(one.State.Id, one.Step.Id)))
            .ToArray();

        var touched = Touched(standing.Select(one => one.Step));
        var doubts = Doubts.Of(held, activations);
        var byKey = standing.ToDictionary(one => RecordedStep.KeyOf(one.State.Id, one.Step.Id), one => one.Step);
        var entries = doubts.Others.ToLookup(entry => entry.Certainty == LedgerCertainty.PossiblyHeld
            ? byKey.GetValueOrDefault(entry.ExternalId)
            : touched.GetValueOrDefault(Thing.Of(entry))?[0]);
        var altered = held
            .SelectMany(entry => (touched.GetValueOrDefault(Thing.Of(entry)) ?? []).Skip(1).Select(
                step => (Step: step, Entry: entry)))
            .ToLookup(one => one.Step, one => one.Entry);
        return new(
            [
                .. standing.Where(one => one.Step.Undoes is null).Select(one => RecordedStep.Of(one.State, one.Step) with
                {
                    Made = [.. entries[one.Step]],
                    Altered = [.. altered[one.Step].Distinct()],
                }),
            ],
            [.. entries[null]])
        {
            InDoubt = [.. doubts.Steps.Select(one => RecordedStep.Of(one.State, one.Step) with { Made = [one.Entry] })],
            Refused = [.. activations.SelectMany(RefusedStep.In)],
        };
    }

    /// <summary>What a plan would leave behind, as far as it can be told: for a service that there is none of.</summary>
    public static ServiceRecord Of(PlannedActivation plan) => new(
        [
            .. plan.Steps
                .Where(step => step.Activity is { HasEffect: true, IsOurs: true } and not ChildWorkflow)
                .Select(step => new RecordedStep(0, step.Id, step.Activity.Adapter, step.Operation)
                {
                    Input = step.Input,
                    Lane = step.Activity.Lane is null ? null : "",
                    Undo = step.Activity.Compensation?.Operation ?? step.Activity.Inverse,
                    Made = [new LedgerEntry("", step.Activity.Adapter, "planned", step.Id)],
                    IsPlanned = true,
                }),
        ],
        []);

    /// <summary>The same with other values in place of those of inputs and outputs.</summary>
    public ServiceRecord With(Func<Value, Value> change) => this with
    {
        Steps = [.. Steps.Select(step => step.With(change))],
        InDoubt = [.. InDoubt.Select(step => step.With(change))],
        Refused = [.. Refused.Select(refused => refused with { Step = refused.Step.With(change) })],
    };

    /// <summary>Of each thing that is there, the steps that made and then altered it, in order.</summary>
    private static Dictionary<Thing, List<StepRecord>> Touched(IEnumerable<StepRecord> standing)
    {
        var touched = new Dictionary<Thing, List<StepRecord>>();
        foreach (var step in standing)
        {
            foreach (var fact in step.Resources)
            {
                var thing = new Thing(step.Activity.Adapter, fact.Kind, fact.ExternalId);
                if (fact.Released)
                    touched.Remove(thing);
                else if (step.Undoes is not null)
                    continue; // It put back what the step that it undid had altered.
                else if (touched.TryGetValue(thing, out var steps))
                    steps.Add(step);
                else
                    touched[thing] = [step];
            }
        }

        return touched;
    }

    private readonly record struct Thing(string Adapter, string Kind, string ExternalId)
    {
        public static Thing Of(LedgerEntry entry) => new(entry.Adapter, entry.Kind, entry.ExternalId);
    }
}
