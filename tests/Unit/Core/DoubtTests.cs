using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Calls of which nobody knows what they did stand in the ledger by their keys until somebody does.</summary>
public sealed class DoubtTests
{
    private static readonly ReadBack CannotTell = new ReadBack.StillUnknown("who knows");
    private static readonly ReadBack[] NeverTells = [.. Enumerable.Repeat(CannotTell, 20)];

    [Fact]
    public void A_call_whose_answer_was_lost_is_possibly_held_under_its_key_with_what_its_adapter_tells_of_it()
    {
        var world = World(plans => plans.Step("a")).ReadsBack("a", CannotTell).Answers("a", new CallAnswer.Unknown("lost")
        {
            Resources = [new ResourceFact("port", "r1/1"), new ResourceFact("port", "r1/2"), new ResourceFact("vlan", "7", Released: true)],
        });

        world.Start(Provision());

        var entry = Assert.Single(world.Ledger.Entries);
        var key = KeyOf(world, "a");
        Assert.Equal(LedgerCertainty.PossiblyHeld, entry.Certainty);
        Assert.Equal(
            (ActivationId.ToText(world.Id), "net", "unknown-call", key, world.Id, "a", key, world.Now),
            (entry.Service, entry.Adapter, entry.Kind, entry.ExternalId, entry.Activation, entry.Step, entry.Key, entry.Since));
        Assert.Equal(
            ["operation=a", "port=r1/1", "port#2=r1/2"],
            entry.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"));
    }

    [Fact]
    public void A_call_of_which_its_adapter_tells_that_it_makes_nothing_is_not_held()
    {
        var world = World(plans => plans.Step("a")).ReadsBack("a", CannotTell)
            .Answers("a", new CallAnswer.Unknown("lost") { Resources = [] });

        world.Start(Provision());

        Assert.Empty(world.Ledger.Entries);
    }

    [Fact]
    public void A_read_back_that_says_done_puts_what_was_made_in_the_place_of_the_call()
    {
        var world = World(plans => plans.Step("a")).Answers("a", Lost)
            .ReadsBack("a", CannotTell, new ReadBack.Done(Value.Null) { Resources = [new ResourceFact("port", "r1/1")] });

        world.Start(Provision());
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["port r1/1"], Held(world));
        Assert.Equal(
            [
                new LedgerChange.Released(ActivationId.ToText(world.Id), "net", "unknown-call", KeyOf(world, "a")),
            ],
            ChangesWith<StepSucceeded>(world).OfType<LedgerChange.Released>());
    }

    [Fact]
    public void A_read_back_that_says_not_done_settles_it_in_the_same_commit()
    {
        var world = World(plans => plans.Step("a", retry: Once)).Answers("a", Lost).ReadsBack("a", new ReadBack.NotDone());

        world.Start(Provision());

        Assert.Empty(world.Ledger.Entries);
        Assert.NotEmpty(ChangesWith<StepFailed>(world));
    }

    [Theory]
    [InlineData(false, ServiceState.Terminated)]
    [InlineData(true, ServiceState.TeardownIncomplete)]
    public void What_stays_unknown_keeps_the_service_from_ending_unless_it_is_undone(bool irreversible, ServiceState state)
    {
        var world = World(plans => plans.Sequence(
                "all", plans.Step("a", canUndo: !irreversible, onFailure: OnFailure.FallOut)))
            .Answers("a", Lost).ReadsBack("a", NeverTells);
        world.Start(Provision());
        world.Advance(TimeSpan.FromHours(1));

        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-1"), null, false, null));
        world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Equal(irreversible ? [$"unknown-call {KeyOf(world, "a")}"] : [], Held(world));
        Assert.Equal(state, world.Services[ActivationId.ToText(world.Id)].State);
    }

    [Fact]
    public void A_change_that_stays_unknown_keeps_a_later_deprovision_from_ending_the_service()
    {
        var world = World(plans => plans.Step("a", canUndo: false, onFailure: OnFailure.FallOut))
            .Answers("a", Lost).ReadsBack("a", NeverTells);
        world.Start(Order(ActivationAction.Change));
        world.Advance(TimeSpan.FromHours(1));
        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-1"), null, false, null));
        world.Advance(TimeSpan.FromHours(1));
        var doubted = world.Id;

        world.Start(Order(ActivationAction.Deprovision));

        Assert.Equal(
            (ServiceState.TeardownIncomplete,
                $"1 resource is left. What came of call {ActivationId.ToText(doubted)}/a/do is not known."),
            (world.Services["s"].State, world.Services["s"].Reason));
    }

    [Theory]
    [InlineData(FalloutDecision.Skip, false)]
    [InlineData(FalloutDecision.Abandon, true)]
    public void A_person_who_says_that_it_was_not_done_settles_it_and_one_who_gives_up_does_not(
        FalloutDecision decision, bool isLeft)
    {
        var world = InFallout();

        world.Send(new SagaCommand.Resolve(ShardWorld.By("r-1"), "a", decision, Value.Null, Value.Null));

        Assert.Equal(isLeft ? [$"unknown-call {KeyOf(world, "a")}"] : [], Held(world));
    }

    [Fact]
    public void A_person_who_completes_a_step_adds_what_its_adapter_tells()
    {
        var world = InFallout();

        world.Send(Complete([new ResourceFact("port", "r1/1")]));

        Assert.Equal(["port r1/1"], Held(world));
        Assert.Equal(KeyOf(world, "a"), world.Ledger.Entries.Single().Key);
    }

    [Fact]
    public void A_person_who_completes_a_step_of_which_nobody_tells_leaves_the_call_and_undoing_it_takes_it_away()
    {
        var world = InFallout();

        world.Send(Complete(null));
        Assert.Equal([$"unknown-call {KeyOf(world, "a")}"], Held(world));
        Assert.Equal(ActivationState.Completed, world.State.State);

        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-2"), null, false, null));
        Assert.Empty(world.Ledger.Entries);
    }

    [Fact]
    public void A_person_who_completes_a_step_that_makes_nothing_leaves_nothing()
    {
        var world = InFallout();

        world.Send(Complete([]));

        Assert.Empty(world.Ledger.Entries);
    }

    [Theory]
    [InlineData(FalloutDecision.Complete, false)]
    [InlineData(FalloutDecision.Skip, true)]
    public void An_undo_of_it_that_a_person_completes_settles_it_and_one_that_a_person_skips_does_not(
        FalloutDecision decision, bool isLeft)
    {
        var world = World(plans => plans.Step("a", onFailure: OnFailure.FallOut))
            .Answers("a", Lost).Answers("undo-a", Refused).ReadsBack("a", NeverTells);
        world.Start(Provision());
        world.Advance(TimeSpan.FromHours(1));
        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-1"), null, false, null));
        world.Advance(TimeSpan.FromHours(1));

        world.Send(new SagaCommand.Resolve(ShardWorld.By("r-2"), "a", decision, Value.Null, Value.Null));

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Equal(isLeft ? [$"unknown-call {KeyOf(world, "a")}"] : [], Held(world));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_that_undoes_it_by_its_key_settles_it_whether_it_names_what_it_released_or_not(bool names)
    {
        var world = World(plans => plans.Step("b", undoes: "1/a/do"));
        world.Ledger.Commit(
            new(1, 1, default, [])
            {
                Ledger =
                [
                    new LedgerChange.Held(new LedgerEntry("s", "net", LedgerEntry.UnknownCall, "1/a/do") { Key = "1/a/do" }),
                ],
            },
            world.Services);
        if (names)
            world.Answers("b", new CallAnswer.Succeeded(Value.Null) { Resources = [new ResourceFact("port", "r1/1", Released: true)] });

        world.Start(Order(ActivationAction.Deprovision));

        Assert.Empty(world.Ledger.Entries);
        Assert.Equal(ServiceState.Terminated, world.Services["s"].State);
    }

    [Fact]
    public void A_call_that_was_under_way_when_the_engine_stopped_is_in_doubt_until_it_is_read_back()
    {
        var world = World(plans => plans.Step("a")).ReadsBack("a", CannotTell);
        world.Slow.Add("a");
        world.Start(Provision());

        world.Crash();

        Assert.Equal([$"unknown-call {KeyOf(world, "a")}"], Held(world));
    }

    [Fact]
    public void What_undoes_a_service_begins_with_calls_in_doubt_and_leaves_those_that_nothing_undoes()
    {
        var world = World(plans => plans.Sequence(
                "all",
                plans.Step("a"),
                plans.Step("b", onFailure: OnFailure.FallOut)))
            .Answers("a", new CallAnswer.Succeeded(Value.Null) { Resources = [new ResourceFact("port", "r1/1")] })
            .Answers("b", Lost).ReadsBack("b", NeverTells);
        world.Start(Provision());
        world.Advance(TimeSpan.FromHours(1));
        world.Send(new SagaCommand.Resolve(ShardWorld.By("r-1"), "b", FalloutDecision.Abandon, Value.Null, Value.Null));

        var undo = UndoList.Of(ServiceRecord.Of([.. world.Ledger.Entries], [world.State]));

        Assert.Equal(
            [("b", KeyOf(world, "b")), ("a", KeyOf(world, "a"))],
            undo.Calls.Select(call => (call.Of.Step, call.Undoes!)));
        Assert.Empty(undo.Left);
    }

    private static RetryPolicy Once => RetryPolicy.Default with { Attempts = 1 };

    /// <summary>The answer was lost, the adapter could not tell, and a person is asked.</summary>
    private static ShardWorld InFallout()
    {
        var world = World(plans => plans.Step("a", onFailure: OnFailure.FallOut)).Answers("a", Lost).ReadsBack("a", NeverTells);
        world.Start(Provision());
        world.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ActivationState.Fallout, world.State.State);
        return world;
    }

    private static SagaCommand.Resolve Complete(IReadOnlyList<ResourceFact>? resources) =>
        new(ShardWorld.By("r-1"), "a", FalloutDecision.Complete, Value.Null, Value.Null) { Resources = resources };

    private static IEnumerable<LedgerChange> ChangesWith<TEvent>(ShardWorld world) => world.Journal
        .Where(transition => transition.Events.Any(happened => happened is TEvent))
        .SelectMany(transition => transition.Ledger ?? []);

    private static IEnumerable<string> Held(ShardWorld world) =>
        world.Ledger.Entries.Select(one => $"{one.Kind} {one.ExternalId}");

    private static string KeyOf(ShardWorld world, string step) => $"{ActivationId.ToText(world.Id)}/{step}/do";

    private static ActivationOrder Provision() =>
        new("tester", "r", "hash", "customer") { Action = ActivationAction.Provision, Product = "broadband" };

    private static ActivationOrder Order(ActivationAction action) => new("tester", $"r-{action}", "hash", "customer")
    {
        Action = action,
        Product = "broadband",
        Service = "s",
        ServiceBefore = new ServiceEntry("s", "customer", "broadband", ServiceState.Active, 1),
    };

    private static ShardWorld World(Func<Plans, Activity> root)
    {
        var plans = new Plans();
        return new ShardWorld(plans.Build(root(plans)));
    }
}
