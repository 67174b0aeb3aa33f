using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>What comes to an activation while its shard is being taken over.</summary>
public sealed class TakingOverTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Plans _plans = new();

    [Fact]
    public void A_command_that_comes_before_all_is_read_waits_until_what_was_under_way_is_looked_after()
    {
        var plan = _plans.Build(_plans.Step("a"));
        var before = new List<ShardOutput>();
        var first = Own(before);
        first.Handle(new ShardInput.Start(1, 5, new("t", "r", "h", "c"), plan, false), Noon, before);
        var written = before.OfType<ShardOutput.Write>().Single();
        var outputs = new List<ShardOutput>();
        var next = new OwnedShards(new Dictionary<int, long>()) { IsLeased = true };
        ShardLease[] leases = [new(5, 2)];
        next.Handle(new ShardInput.Gained(leases, 0), Noon, outputs);
        var id = written.Transitions[0].Activation;
        next.Handle(new ShardInput.Loaded(id, plan, written.Transitions) { MoreToCome = true }, Noon, outputs);

        next.Handle(new ShardInput.Command(7, id, new SagaCommand.Hold(new Who("t", "hold", "h"))), Noon, outputs);
        Assert.Empty(outputs);

        next.Handle(new ShardInput.Recovered { Leases = leases }, Noon, outputs);
        var looked = Assert.Single(outputs.OfType<ShardOutput.Write>());
        Assert.IsType<StepUnknown>(looked.Transitions[0].Events[0]);
        next.Handle(new ShardInput.Written([looked.Number]), Noon, outputs);
        Assert.Equal("a", Assert.Single(outputs.OfType<ShardOutput.Read>()).Id.Step);
        Assert.IsType<ActivationHeld>(outputs.OfType<ShardOutput.Write>().Last().Transitions[0].Events[0]);
    }

    [Fact]
    public void A_shard_gained_once_more_under_the_same_lease_goes_on_and_a_turn_that_was_asked_for_is_taken()
    {
        var outputs = new List<ShardOutput>();
        var shards = Own(outputs);
        shards.Handle(new ShardInput.LanesShared(), Noon, outputs);
        var plan = _plans.Build(_plans.Step("a", lane: "router"));
        shards.Handle(new ShardInput.Start(1, 5, new("t", "r", "h", "c"), plan, false), Noon, outputs);
        shards.Handle(new ShardInput.Written([outputs.OfType<ShardOutput.Write>().Single().Number]), Noon, outputs);
        var wanted = Assert.Single(outputs.OfType<ShardOutput.LaneWanted>());
        Assert.NotEqual(0, wanted.Turn);
        outputs.Clear();

        ShardLease[] leases = [new(5, 1)];
        shards.Handle(new ShardInput.Gained(leases, 0), Noon, outputs);
        shards.Handle(new ShardInput.Recovered { Leases = leases }, Noon, outputs);
        Assert.Empty(outputs);

        var granted = new ShardInput.LaneGranted(wanted.Lane, wanted.Activation, wanted.Step) { Turn = wanted.Turn };
        shards.Handle(granted, Noon, outputs);
        Assert.IsType<StepStarted>(Assert.Single(outputs.OfType<ShardOutput.Write>()).Transitions[0].Events[0]);
    }

    private static OwnedShards Own(List<ShardOutput> outputs)
    {
        var shards = new OwnedShards(new Dictionary<int, long>()) { IsLeased = true };
        ShardLease[] leases = [new(5, 1)];
        shards.Handle(new ShardInput.Gained(leases, 0), Noon, outputs);
        shards.Handle(new ShardInput.Recovered { Leases = leases }, Noon, outputs);
        return shards;
    }
}
