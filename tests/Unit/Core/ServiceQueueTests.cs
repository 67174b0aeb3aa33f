using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Cluster;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Orders that come to a node while an activation of another one has their service.</summary>
public sealed class ServiceQueueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ActivationOrder Order =
        new("t", "r", "h", "c") { Service = "line", QueueOnConflict = true };
    private readonly Plans _plans = new();
    private readonly OwnedShards _shards = new(new Dictionary<int, long>()) { IsLeased = true };
    private readonly List<ShardOutput> _outputs = [];

    [Fact]
    public void One_that_finds_its_service_taken_waits_in_the_shard_of_the_activation_that_has_it()
    {
        Own(5, 9);
        var occupant = ActivationId.First(Noon, shard: 9);

        StartAndRefuse(occupant);

        var write = _outputs.OfType<ShardOutput.Write>().Last();
        Assert.Equal(9, ActivationId.Shard(write.Transitions[0].Activation));
        Assert.Equal(new ActivationQueued(occupant), write.Transitions[0].Events[1]);
        Assert.Empty(_outputs.OfType<ShardOutput.Reply>());
    }

    [Fact]
    public void Where_that_shard_is_another_nodes_it_did_not_come_to_be_and_its_caller_is_told_whom_it_must_wait_for()
    {
        Own(5);
        var occupant = ActivationId.First(Noon, shard: 9);

        StartAndRefuse(occupant);

        Assert.Equal(new ReplyContent.ServiceBusy(occupant) { IsToBeAsked = true }, _outputs.OfType<ShardOutput.Reply>().Single().Content);
        Assert.Equal(0, _shards.Count);
    }

    [Fact]
    public void What_is_sent_to_the_node_that_has_the_shard_is_the_order_as_the_journal_will_have_it()
    {
        var accepted = new ActivationAccepted(
            Order with { Priority = 3, Labels = Order.Labels.Add("a", "\"b\"") }, "change", 7);

        var text = CommandJson.Write(new SentStart(accepted, 12345));

        var read = CommandJson.ReadStart(text)!;
        Assert.Equal(12345, read.Behind);
        Assert.Equal(EventJson.ToBytes([accepted]), EventJson.ToBytes([read.What]));
        Assert.Null(CommandJson.ReadStart(CommandJson.Write(new SagaCommand.Hold(new Who("t", "r", "h")))));
    }

    private void Own(params int[] shards)
    {
        var leases = shards.Select(static shard => new ShardLease(shard, 1)).ToArray();
        _shards.Handle(new ShardInput.Gained(leases, 0), Noon, _outputs);
        _shards.Handle(new ShardInput.Recovered { Leases = leases }, Noon, _outputs);
    }

    private void StartAndRefuse(long occupant)
    {
        _shards.Handle(new ShardInput.Start(1, 5, Order, _plans.Build(_plans.Step("a")), false), Noon, _outputs);
        var write = _outputs.OfType<ShardOutput.Write>().Single();
        _shards.Handle(
            new ShardInput.WriteRefused(write.Number, write.Transitions[0].Activation, occupant, SameRequest: false),
            Noon,
            _outputs);
    }
}
