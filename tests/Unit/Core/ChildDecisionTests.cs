using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>
/// What is decided for a parent comes to its children, those that it waits for and others, whatever crashes.
/// </summary>
public sealed class ChildDecisionTests
{
    public static TheoryData<string, string> Decisions => new()
    {
        { "hold", "Held: Held, Held" },
        { "hold, release", "Running: Running, Running" },
        { "hold, release, hold", "Held: Held, Held" },
        { "roll back", "RolledBack: RolledBack, RolledBack" },
        { "cancel", "RolledBack: RolledBack, RolledBack" },
        { "hold, roll back", "RolledBack: RolledBack, RolledBack" },
        { "hold, cancel", "RolledBack: RolledBack, RolledBack" },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void A_crash_at_any_moment_of_a_decision_keeps_no_child_from_it(string decisions, string wanted)
    {
        var things = Run(decisions, int.MaxValue, out var calm);

        for (var crashAfter = 0; crashAfter < things; crashAfter++)
        {
            Run(decisions, crashAfter, out var crashed);
            Assert.Equal(calm, crashed);
        }

        Assert.Equal(wanted, calm);
    }

    [Fact]
    public void Who_held_the_parent_and_why_is_told_to_the_child_after_a_crash_too()
    {
        var (world, children) = Begun();
        world.RunCrashingAfter(1, new SagaCommand.Hold(ShardWorld.By("r-2")));

        var told = world.EventsOf(children[0]).OfType<ActivationHeld>().Single().Who;

        Assert.Equal(ShardWorld.By("r-2"), told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hold_at_any_moment_of_a_childs_start_holds_the_child(bool waits)
    {
        for (var moment = 0; moment < 40; moment++)
        {
            var world = World(plans => plans.Child("call", "child", waits: waits));
            world.Enqueue(world.NewStart("r-1"));
            for (var done = 0; done < moment; done++)
                world.RunOne();
            if (world.Journal.Count == 0)
                continue;

            world.Enqueue(world.NewCommand(new SagaCommand.Hold(ShardWorld.By("r-2"))));
            world.Run();

            if (world.State.IsHeld)
                Assert.All(Family(world), state => Assert.True(state.IsHeld, $"{moment}: {state.State}"));
        }
    }

    [Fact]
    public void A_parent_that_was_undone_to_a_step_is_held_there_with_the_children_that_stay()
    {
        var world = World(plans => plans.Sequence(
            "all",
            plans.Child("aside", "child", waits: false),
            plans.Step("a"),
            plans.Step("b"),
            plans.Event("wait", "never")));
        world.Start();
        var history = world.Journal.Where(one => one.Activation == world.Id).ToList();

        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-2"), "a", false, null) { History = history });

        Assert.Equal([ActivationState.Held, ActivationState.Held], Family(world).Select(state => state.State));
    }

    [Fact]
    public void A_parent_that_is_held_with_its_children_is_completed_when_they_know_that_it_was_released()
    {
        var world = World(plans => plans.Sequence("all", plans.Child("aside", "child", waits: false), plans.Step("z")));
        world.Slow.Add("z");
        world.Start();
        world.Send(new SagaCommand.Hold(ShardWorld.By("r-2")));
        world.AnswerSlow();
        var before = Family(world).Select(state => state.State).ToArray();

        world.RunCrashingAfter(2, new SagaCommand.Release(ShardWorld.By("r-3")));

        Assert.Equal([ActivationState.Held, ActivationState.Held], before);
        Assert.Equal([ActivationState.Completed, ActivationState.Running], Family(world).Select(state => state.State));
    }

    private static int Run(string decisions, int crashAfter, out string states)
    {
        var (world, _) = Begun();
        var (total, request) = (0, 1);
        foreach (var decision in decisions.Split(", "))
        {
            var who = ShardWorld.By($"r-{++request}");
            SagaCommand command = decision switch
            {
                "hold" => new SagaCommand.Hold(who),
                "release" => new SagaCommand.Release(who),
                "cancel" => new SagaCommand.Cancel(who),
                _ => new SagaCommand.RollBack(who, null, false, null),
            };
            total += world.RunCrashingAfter(crashAfter - total, command);
        }

        world.Advance(TimeSpan.FromMinutes(5));
        var family = Family(world).Select(state => state.State).ToArray();
        states = $"{family[0]}: {string.Join(", ", family[1..])}";
        return total;
    }

    private static (ShardWorld World, long[] Children) Begun()
    {
        var world = World(plans => plans.Sequence(
            "all", plans.Child("aside", "child", waits: false), plans.Step("a"), plans.Child("call", "child")));
        world.Start();
        return (world, [.. Family(world).Select(state => state.Id).Skip(1)]);
    }

    private static SagaState[] Family(ShardWorld world) =>
        [.. world.Journal.Select(transition => transition.Activation).Distinct().Select(world.StateOf)];

    private static ShardWorld World(Func<Plans, Activity> root)
    {
        var parent = new Plans();
        var child = new Plans { Name = "child" };
        return new ShardWorld(
            parent.Build(root(parent)),
            child.Build(child.Sequence("both", child.Step("in-child"), child.Event("wait", "visit"))));
    }
}
