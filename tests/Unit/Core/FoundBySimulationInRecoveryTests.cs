using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>What the simulator found where a node reads what is awake in shards that it has gained.</summary>
public sealed class FoundBySimulationInRecoveryTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void What_is_asked_of_one_that_is_read_with_its_shard_comes_after_what_was_under_way_in_it()
    {
        var world = new ShardWorld(_plans.Build(_plans.Step("a")));
        world.Slow.Add("a");
        world.Start();
        var (shards, outputs) = Reading(world, world.Now, world.Id);

        shards.Handle(world.NewCommand(new SagaCommand.Hold(ShardWorld.By("hold"))), world.Now, outputs);
        shards.Handle(new ShardInput.Recovered { Leases = [new(0, 1)] }, world.Now, outputs);
        shards.Handle(new ShardInput.Written([1]), world.Now, outputs);

        Assert.Equal("a", Assert.Single(outputs.OfType<ShardOutput.Read>()).Id.Step);
        Assert.Equal(
            ["StepUnknown", "ActivationHeld"],
            outputs.OfType<ShardOutput.Write>().SelectMany(
                write => write.Transitions).SelectMany(one => one.Events).Select(one => one.Type));
    }

    [Fact]
    public void A_parent_hears_of_the_end_of_a_child_that_somebody_asks_for_while_it_is_read_with_its_shard()
    {
        var child = new Plans { Name = "child" };
        var world = new ShardWorld(_plans.Build(_plans.Child("start", "child")), child.Build(child.Step("a")));
        world.Start();
        var started = world.Journal.First(one => one.Activation != world.Id).Activation;
        var (shards, outputs) = Reading(world, world.Now, started);

        shards.Handle(new ShardInput.AwaitEnd(7, started), world.Now, outputs);
        shards.Handle(new ShardInput.Recovered { Leases = [new(0, 1)] }, world.Now, outputs);

        Assert.Equal(world.Id, Assert.Single(outputs.OfType<ShardOutput.Load>()).Activation);
        Assert.Equal(7, Assert.Single(outputs.OfType<ShardOutput.Reply>()).Ticket);
    }

    [Fact]
    public void One_that_ends_as_soon_as_it_is_read_hands_its_service_over_in_the_same_write()
    {
        var world = new ShardWorld(_plans.Build(_plans.WriteLine("line", Plans.Literal("read"))));
        var order = new ActivationOrder("t", "first", "h", "c")
        {
            Service = "line",
            RequestedStartTime = world.Now.AddHours(1),
        };
        world.Start(order);
        world.Start(
            order with { RequestId = "second", RequestedStartTime = world.Now.AddMinutes(90) }, behind: world.Id);
        var second = world.Journal[^1].Activation;
        var (shards, outputs) = Reading(world, world.Now.AddHours(2), world.Id, second);

        shards.Handle(new ShardInput.Recovered { Leases = [new(0, 1)] }, world.Now.AddHours(2), outputs);

        var written = Assert.Single(outputs.OfType<ShardOutput.Write>()).Transitions;
        Assert.Equal([world.Id, second], written.Select(one => one.Activation));
    }

    [Fact]
    public void A_child_that_was_to_be_undone_and_then_held_is_both_where_a_crash_came_before_it_heard_of_either()
    {
        var child = new Plans { Name = "child" };
        var world = new ShardWorld(_plans.Build(_plans.Child("start", "child")), child.Build(child.Step("a")));
        world.Slow.Add("a");
        world.Start();
        var started = world.Journal.First(one => one.Activation != world.Id).Activation;
        var (before, ofBefore) = Reading(world, world.Now, world.Id, started);
        before.Handle(world.NewCommand(new SagaCommand.Cancel(ShardWorld.By("cancel"))), world.Now, ofBefore);
        before.Handle(world.NewCommand(new SagaCommand.Hold(ShardWorld.By("hold"))), world.Now, ofBefore);
        before.Handle(new ShardInput.Recovered { Leases = [new(0, 1)] }, world.Now, ofBefore);
        before.Handle(new ShardInput.Written([1]), world.Now, ofBefore);
        world.Journal.AddRange(Written(ofBefore).Where(one => one.Activation == world.Id));
        Assert.Equal((true, true), (world.State.IsRollingBack, world.State.IsHeld));

        var (shards, outputs) = Reading(world, world.Now, world.Id, started);
        shards.Handle(new ShardInput.Recovered { Leases = [new(0, 1)] }, world.Now, outputs);
        for (var write = 1; write <= outputs.OfType<ShardOutput.Write>().Count(); write++)
            shards.Handle(new ShardInput.Written([write]), world.Now, outputs);
        world.Journal.AddRange(Written(outputs));

        Assert.Equal((true, true), (world.StateOf(started).IsRollingBack, world.StateOf(started).IsHeld));
    }

    private static IEnumerable<Transition> Written(List<ShardOutput> outputs) =>
        outputs.OfType<ShardOutput.Write>().SelectMany(write => write.Transitions);

    /// <summary>Another node has gained the shard, has read these activations of it, and may read more.</summary>
    private static (OwnedShards Shards, List<ShardOutput> Outputs) Reading(
        ShardWorld world, DateTimeOffset now, params long[] activations)
    {
        var shards = new OwnedShards(new Dictionary<int, long>()) { IsLeased = true };
        var outputs = new List<ShardOutput>();
        shards.Handle(new ShardInput.Gained([new(0, 1)], activations[^1]), now, outputs);
        foreach (var id in activations)
        {
            var history = world.Journal.Where(one => one.Activation == id).ToArray();
            shards.Handle(
                new ShardInput.Loaded(id, world.StateOf(id).Plan, history) { MoreToCome = true, Token = 1 },
                now,
                outputs);
        }

        return (shards, outputs);
    }
}
