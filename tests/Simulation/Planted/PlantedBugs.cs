using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using Orchestrator.Tests.Simulation.Audit;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Planted;

/// <summary>The bugs that the simulator must find, by name.</summary>
internal static class PlantedBugs
{
    /// <summary>Each with the rule that must notice it by itself, whatever the others see.</summary>
    public static IReadOnlyDictionary<string, (string Rule, PlantedBug Bug)> All { get; } = new Dictionary<string, (string, PlantedBug)>
    {
        ["the journal does not look at tokens"] = (nameof(OnlyTheOwnerActs), new DroppedTokenCheck()),
        ["a node acts though it does not trust its lease"] = (nameof(OnlyTheOwnerActs), new DeafToItsLease()),
        ["a shard is handed over while calls of it are under way"] =
            (nameof(AHandOverAwaitsCalls), new HastyHandOver()),
        ["a write goes out with the token of another lease"] = ("HistoriesHaveNoHoles", new AnyToken()),
        ["whose shard is taken over lose their lanes"] = (nameof(OneAtATimeInALane), new LanesOfTheDead()),
        ["an event comes to one of those that wait"] = (nameof(EventsComeToAllOnce), new OneEvent()),
        ["a due time that is told twice is two"] = (nameof(DueTimesStartOnce), new ForgottenDueTime()),
        ["what was decided is released before it is durable"] = (nameof(NothingActsBeforeItIsDurable), new TooEarly()),
        ["sleepers are not woken"] = (nameof(EverythingSettles), new Forgetful()),
        ["an unknown outcome counts as a failure"] = (nameof(EffectsAreDoneOnce), new ForgottenUnknown()),
        ["lanes are forgotten in a recovery"] = (nameof(OneAtATimeInALane), new ForgottenLanes()),
        ["compensations run in the order of completion"] = (nameof(UndoneInReverseAndWhole), new ForwardCompensation()),
        ["points of no return are forgotten in a recovery"] =
            (nameof(NothingIsUndonePastAHardPoint), new ForgottenPoints()),
        ["a repeated request is a new one"] = (nameof(NothingAcknowledgedIsLost), new ForgottenRequest()),
        ["a signal is lost on its way to the journal"] = (nameof(NothingAcknowledgedIsLost), new LostSignal()),
        ["a step that is done is forgotten in a recovery"] = (nameof(EffectsAreDoneOnce), new ForgottenSuccess()),
        ["what a step gave is lost where it is read back"] = (nameof(RepairedIsAsClean), new LostOutput()),
        ["what steps made is not added to what the service holds"] =
            (nameof(TerminatedHoldsNothing), new ForgottenHoldings()),
        ["a service ends whatever it holds"] = (nameof(TerminatedHoldsNothing), new DoneIsUndone()),
        ["an order is taken on a service that has ended since it was checked"] = (nameof(ADeprovisionWins), new LateOrders()),
        ["calls in doubt are not in the ledger"] = (nameof(TerminatedHoldsNothing), new ForgottenDoubts()),
        ["what a person has done is not in the ledger"] = (nameof(TerminatedHoldsNothing), new NothingDoneByHand()),
        ["a service ends over a call in doubt"] = (nameof(TerminatedHoldsNothing), new DoubtsAreNothing()),
        ["half of a write is written"] = ("HistoriesHaveNoHoles", new HalfAWrite()),
    };

    private sealed class DroppedTokenCheck : PlantedBug
    {
        public override IEnumerable<ShardOutput.Write> Checked(IReadOnlyList<ShardOutput.Write> batch) => [];
    }

    private sealed class LateOrders : PlantedBug
    {
        public override IReadOnlyList<ShardOutput.Write> Batch(IReadOnlyList<ShardOutput.Write> batch) =>
            [.. batch.Select(write => write with { Transitions = [.. write.Transitions.Select(one => one with { Seen = null })] })];
    }

    private sealed class HastyHandOver : PlantedBug
    {
        public override bool HandsOverAtOnce => true;
    }

    private sealed class AnyToken : PlantedBug
    {
        public override bool WritesWithAnyToken => true;
    }

    private sealed class LanesOfTheDead : PlantedBug
    {
        public override IReadOnlyList<LaneChange> Uses(IReadOnlyList<LaneChange> uses) => [];
    }

    private sealed class OneEvent : PlantedBug
    {
        public override IReadOnlyList<long> Awaiting(IReadOnlyList<long> waiting) => [.. waiting.Take(1)];
    }

    private sealed class ForgottenDueTime : PlantedBug
    {
        public override ActivationOrder Order(ActivationOrder order, Dice dice) => order.Trigger is null
            ? order
            : order with { RequestId = $"{order.RequestId}, {dice.Below(1000)}" };
    }

    private sealed class DeafToItsLease : PlantedBug
    {
        public override bool ActsAfterLease => true;
    }

    private sealed class TooEarly : PlantedBug
    {
        public override bool ReleasesBeforeDurable => true;
    }

    private sealed class Forgetful : PlantedBug
    {
        public override bool ForgetsSleepers => true;
    }

    private sealed class ForgottenUnknown : PlantedBug
    {
        public override ShardInput Input(ShardInput input) =>
            input is ShardInput.CallAnswered { Answer: CallAnswer.Unknown it } answered
                ? answered with { Answer = new CallAnswer.Failed(new StepError("FAILED", it.Message, Retryable: true)) }
                : input;
    }

    private sealed class ForgottenLanes : PlantedBug
    {
        public override IReadOnlyList<Transition> History(IReadOnlyList<Transition> history) =>
            Changed(history, happened => happened is StepRequested it ? it with { Lane = null } : happened);
    }

    /// <summary>The completions that a recovery reads are in the opposite order.</summary>
    private sealed class ForwardCompensation : PlantedBug
    {
        public override IReadOnlyList<Transition> History(IReadOnlyList<Transition> history)
        {
            var done = history.SelectMany(one => one.Events).OfType<StepSucceeded>().Reverse().ToArray();
            if (done.Length < 2 || history.SelectMany(one => one.Events).Any(one => one is RollbackStarted))
                return history;

            var last = history[^1];
            Transition[] others = [.. history.Select(one => one with
            {
                Events = [.. one.Events.Where(happened => happened is not StepSucceeded)],
            })];
            return [.. others, last with { Events = done }];
        }
    }

    private sealed class ForgottenPoints : PlantedBug
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, WorkflowPlan> _plans = new();

        public override WorkflowPlan Plan(Book.Page page) => _plans.GetOrAdd(
            page.Definition.Id,
            _ => Book.Read(page.Definition.Json.Replace("\"pointOfNoReturn\":\"hard\"", "\"pointOfNoReturn\":\"none\"", StringComparison.Ordinal)));
    }

    private sealed class ForgottenRequest : PlantedBug
    {
        public override ShardInput Input(ShardInput input) => input is ShardInput.Start it
            ? it with { Order = it.Order with { RequestId = $"{it.Order.RequestId}, ticket {it.Ticket}" } }
            : input;
    }

    /// <summary>The caller is answered, and the transition is left out of the batch.</summary>
    private sealed class LostSignal : PlantedBug
    {
        public override IReadOnlyList<Transition> History(IReadOnlyList<Transition> history)
        {
            var taken = history.SelectMany(one => one.Events).OfType<SignalConsumed>().Select(it => it.Signal)
                .ToHashSet();
            return Changed(history, happened =>
                happened is SignalReceived it && !taken.Contains(it.Signal) ? new LineWritten("", "lost") : happened);
        }
    }

    /// <summary>In what a recovery reads, the last step that was done is one that failed and is tried again.</summary>
    private sealed class ForgottenSuccess : PlantedBug
    {
        private static readonly StepError Error = new("FAILED", "It was not done.", Retryable: true);

        public override IReadOnlyList<Transition> History(IReadOnlyList<Transition> history) =>
            history is [.., { Events: [StepSucceeded done] } last]
                ? [.. history.SkipLast(1), last with { Events = [new StepAttemptFailed(done.Step, Error, last.Time)] }]
                : history;
    }

    private sealed class LostOutput : PlantedBug
    {
        public override ShardInput Input(ShardInput input) =>
            input is ShardInput.ReadAnswered { Answer: ReadBack.Done done } it
                ? it with { Answer = done with { Output = Core.Values.Value.EmptyObject } }
                : input;
    }

    private sealed class ForgottenHoldings : PlantedBug
    {
        public override IReadOnlyList<ShardOutput.Write> Batch(IReadOnlyList<ShardOutput.Write> batch) =>
            [.. batch.Select(write => write with
            {
                Transitions = [.. write.Transitions.Select(one => one with { Ledger = null })],
            })];
    }

    /// <summary>Whatever is still held counts as undone when the service is to end.</summary>
    private sealed class DoneIsUndone : PlantedBug
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, LedgerEntry> _held = new();

        public override IReadOnlyList<ShardOutput.Write> Batch(IReadOnlyList<ShardOutput.Write> batch) =>
            [.. batch.Select(write => write with { Transitions = [.. write.Transitions.Select(Forget)] })];

        private Transition Forget(Transition transition)
        {
            foreach (var held in (transition.Ledger ?? []).OfType<LedgerChange.Held>())
                _held[held.Entry.Key] = held.Entry;
            if (transition.Service is not { State: ServiceState.Terminated, Id: var service })
                return transition;

            var left = _held.Values.Where(one => one.Service == service).Select(one =>
                new LedgerChange.Released(service, one.Adapter, one.Kind, one.ExternalId));
            return transition with { Ledger = [.. transition.Ledger ?? [], .. left] };
        }
    }

    private sealed class ForgottenDoubts : PlantedBug
    {
        public override IReadOnlyList<ShardOutput.Write> Batch(IReadOnlyList<ShardOutput.Write> batch) =>
            Without(batch, static (_, change) =>
                change is LedgerChange.Held { Entry.Certainty: LedgerCertainty.PossiblyHeld });
    }

    private sealed class NothingDoneByHand : PlantedBug
    {
        public override IReadOnlyList<ShardOutput.Write> Batch(IReadOnlyList<ShardOutput.Write> batch) =>
            Without(batch, static (transition, change) => change is LedgerChange.Held
                && transition.Events.Any(static one => one is FalloutResolved { Decision: FalloutDecision.Complete }));
    }

    /// <summary>Where a service is to end, calls in doubt do not stand in its way.</summary>
    private sealed class DoubtsAreNothing : PlantedBug
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, LedgerEntry> _doubts = new();

        public override IReadOnlyList<ShardOutput.Write> Batch(IReadOnlyList<ShardOutput.Write> batch) =>
            [.. batch.Select(write => write with { Transitions = [.. write.Transitions.Select(Forget)] })];

        private Transition Forget(Transition transition)
        {
            foreach (var held in (transition.Ledger ?? []).OfType<LedgerChange.Held>())
            {
                if (held.Entry.Certainty == LedgerCertainty.PossiblyHeld)
                    _doubts[held.Entry.Key] = held.Entry;
            }

            if (transition.Service is not { State: ServiceState.Terminated, Id: var service })
                return transition;

            var left = _doubts.Values.Where(one => one.Service == service).Select(one =>
                new LedgerChange.Released(service, one.Adapter, one.Kind, one.ExternalId));
            return transition with { Ledger = [.. transition.Ledger ?? [], .. left] };
        }
    }

    private static IReadOnlyList<ShardOutput.Write> Without(
        IReadOnlyList<ShardOutput.Write> batch, Func<Transition, LedgerChange, bool> isForgotten) =>
        [.. batch.Select(write => write with
        {
            Transitions = [.. write.Transitions.Select(one => one with
            {
                Ledger = one.Ledger?.Where(change => !isForgotten(one, change)).ToArray(),
            })],
        })];

    private sealed class HalfAWrite : PlantedBug
    {
        public override IReadOnlyList<ShardOutput.Write> Batch(IReadOnlyList<ShardOutput.Write> batch) =>
            [.. batch.Select(write => write with { Transitions = [write.Transitions[0]] })];
    }

    private static IReadOnlyList<Transition> Changed(
        IReadOnlyList<Transition> history, Func<SagaEvent, SagaEvent> change) =>
        [.. history.Select(one => one with { Events = [.. one.Events.Select(change)] })];
}
