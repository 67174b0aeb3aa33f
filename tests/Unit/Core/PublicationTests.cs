using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Events that one activation publishes and others wait for.</summary>
public sealed class PublicationTests
{
    [Fact]
    public void An_event_wakes_an_activation_that_waits_for_it_and_is_not_in_memory()
    {
        var world = World(
            plans => plans.Sequence("all", Hearer(plans), plans.Step("a"), plans.Publish("tell", "ready", 7)));
        world.Slow.Add("a");
        world.Start();
        var asleep = world.InMemory;

        world.AnswerSlow();

        Assert.Equal(1, asleep);
        Assert.Equal(["a", "heard"], world.Calls);
        Assert.Equal((ActivationState.Completed, ActivationState.Completed), (world.State.State, Other(world).State));
        Assert.Equal(7, world.EventsOf(Other(world).Id).OfType<SignalReceived>().Single().Payload);
    }

    [Fact]
    public void The_publisher_goes_on_at_once_and_is_completed_when_the_event_has_come_to_the_others()
    {
        var world = World(plans => plans.Sequence("all", Hearer(plans), plans.Publish("tell", "ready")));

        world.Start();

        Assert.Equal(
            ["StepSucceeded", "EventPublished", "FinishReached", "EventDelivered", "ActivationCompleted", "ChildEnded"],
            world.Events.SkipWhile(name => name != "StepSucceeded"));
    }

    [Fact]
    public void A_local_event_comes_to_nobody_else()
    {
        var world = World(plans => plans.Sequence("all", Hearer(plans), plans.Publish("tell", "ready", isLocal: true)));

        world.Start();

        Assert.Equal((ActivationState.Completed, ActivationState.Running), (world.State.State, Other(world).State));
    }

    [Theory]
    [InlineData("o-1", ActivationState.Completed)]
    [InlineData("o-2", ActivationState.Running)]
    public void An_event_with_a_correlation_id_comes_to_those_that_have_it(string wanted, ActivationState then)
    {
        var world = World(
            plans => plans.Sequence("all", Hearer(plans), plans.Publish("tell", "ready", correlationId: wanted)));

        world.Start(new ActivationOrder("tester", "r", "h", "customer") { CorrelationId = "o-1" });

        Assert.Equal(then, Other(world).State);
    }

    [Fact]
    public void What_began_to_wait_after_an_event_does_not_get_it()
    {
        var world = World(
            plans => plans.Sequence("all", plans.Publish("tell", "ready"), plans.Step("a"), Hearer(plans)));

        world.Start();

        Assert.Equal((ActivationState.Completed, ActivationState.Running), (world.State.State, Other(world).State));
    }

    [Fact]
    public void An_activation_that_was_undone_has_still_told_the_others()
    {
        var world = World(
            plans => plans.Sequence("all", Hearer(plans), plans.Publish("tell", "ready"), plans.Step("refused")));
        world.Answers("refused", Refused);

        world.Start();

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Single(world.EventsOf(Other(world).Id).OfType<SignalReceived>());
        Assert.Empty(world.State.Undelivered);
    }

    [Fact]
    public void An_event_that_an_older_program_published_is_not_told_again()
    {
        var plans = new Plans();
        var state = new SagaState(1, plans.Build(plans.Step("a")));

        state.Apply(new EventPublished("tell", "ready", 7), default);

        Assert.Empty(state.Undelivered);
    }

    [Theory]
    [InlineData("done")]
    [InlineData("refused")]
    public void A_crash_at_any_moment_changes_neither_who_hears_of_it_nor_how_often(string last)
    {
        var calm = Run(last, int.MaxValue, out var things);

        Assert.Contains(
            last == "refused" ? "hearer RolledBack received 1" : "hearer Completed received 1",
            calm,
            StringComparison.Ordinal);
        for (var crashAfter = 0; crashAfter < things; crashAfter++)
            Assert.Equal(calm, Run(last, crashAfter, out _));
    }

    private static string Run(string last, int crashAfter, out int things)
    {
        var world = World(plans => plans.Sequence(
            "all",
            Hearer(plans),
            plans.Step("a"),
            plans.Publish("tell", "ready"),
            plans.Publish("again", "nobody"),
            plans.Step(last)));
        world.Answers("refused", Refused, Refused, Refused).ReadsBack(
            "refused", new ReadBack.NotDone(), new ReadBack.NotDone());
        things = world.RunCrashingAfter(crashAfter);
        world.Advance(TimeSpan.FromMinutes(5));
        var ends = world.Journal.Select(transition => transition.Activation).Distinct()
            .Select(id => (State: world.StateOf(id), Received: world.EventsOf(id).OfType<SignalReceived>().Count()))
            .Select(one => $"{one.State.Plan.Id.Definition} {one.State.State} received {one.Received} undelivered "
                + $"{one.State.Undelivered.Count}");
        return string.Join("\n", ends);
    }

    private static ChildWorkflow Hearer(Plans plans) => plans.Child("hear", "hearer", waits: false);

    private static SagaState Other(ShardWorld world) =>
        world.StateOf(world.Journal.First(transition => transition.Activation != world.Id).Activation);

    private static ShardWorld World(Func<Plans, Activity> root)
    {
        var main = new Plans();
        var hearer = new Plans { Name = "hearer" };
        return new ShardWorld(
            main.Build(root(main)),
            hearer.Build(hearer.Sequence("both", hearer.Event("wait", "ready"), hearer.Step("heard"))));
    }
}
