using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Shards that come and go while there is work in them.</summary>
public sealed class OwnershipTests
{
    private const int Shard = 5;
    private static readonly ShardLease Lease = new(Shard, 3);
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly OwnedShards _shards = new(new Dictionary<int, long>()) { IsLeased = true };
    private readonly WorkflowPlan _plan;

    public OwnershipTests()
    {
        var plans = new Plans();
        _plan = plans.Build(plans.Step("a", lane: "router"));
    }

    [Fact]
    public void Before_a_shard_is_owned_and_read_nothing_begins_in_it()
    {
        Assert.Equal([new ShardOutput.Reply(1, new ReplyContent.Elsewhere(0))], Take(Start(1)));

        Take(new ShardInput.Gained([Lease], 0));
        Assert.Equal([new ShardOutput.Reply(2, new ReplyContent.Elsewhere(0))], Take(Start(2)));

        Take(new ShardInput.Recovered { Leases = [Lease] });
        Assert.IsType<ShardOutput.Write>(Assert.Single(Take(Start(3))));
    }

    [Fact]
    public void An_id_is_above_all_that_were_there_when_the_shard_was_gained()
    {
        var last = ActivationId.First(Now.AddDays(1), Shard);
        Take(new ShardInput.Gained([Lease], last));
        Take(new ShardInput.Recovered { Leases = [Lease] });

        var write = Assert.IsType<ShardOutput.Write>(Assert.Single(Take(Start(1))));

        Assert.True(write.Transitions[0].Activation > last);
    }

    [Fact]
    public void A_command_for_an_activation_of_another_node_is_sent_on()
    {
        var id = ActivationId.First(Now, 9);

        Assert.Equal([new ShardOutput.Reply(4, new ReplyContent.Elsewhere(id))], Take(Hold(4, id)));
    }

    [Fact]
    public void A_command_that_comes_while_the_shard_is_read_waits_until_all_of_it_is()
    {
        var id = ActivationId.First(Now, Shard);
        Take(new ShardInput.Gained([Lease], id));

        Assert.Empty(Take(Hold(4, id)));

        Assert.Equal([new ShardOutput.Load(id, 3)], Take(new ShardInput.Recovered { Leases = [Lease] }));
    }

    [Fact]
    public void What_was_read_under_another_token_is_passed_over()
    {
        Own();
        var id = ActivationId.First(Now, Shard);
        Take(Hold(4, id));

        Assert.Empty(Take(new ShardInput.Loaded(id, null, []) { Token = 2 }));

        Assert.Equal(
            [new ShardOutput.Reply(4, new ReplyContent.NotFound())],
            Take(new ShardInput.Loaded(id, null, []) { Token = 3 }));
    }

    [Fact]
    public void What_became_durable_though_the_shard_was_lost_is_answered_and_not_acted_on()
    {
        Own();
        var write = Write(Take(Start(1)));
        Take(new ShardInput.Lost([Shard]));

        var outputs = Take(new ShardInput.Written([write.Number]));

        Assert.Equal(1, Assert.Single(outputs.OfType<ShardOutput.Reply>()).Ticket);
        Assert.IsType<ReplyContent.Accepted>(outputs.OfType<ShardOutput.Reply>().Single().Content);
        Assert.Empty(outputs.OfType<ShardOutput.Call>());
        Assert.Equal(0, _shards.Count);
    }

    [Fact]
    public void A_start_whose_write_was_not_made_can_be_made_again()
    {
        Own();
        var write = Write(Take(Start(1)));
        Take(new ShardInput.Lost([Shard]));

        Assert.Equal(
            [new ShardOutput.Reply(1, new ReplyContent.Elsewhere(0))], Take(new ShardInput.WritesLost([write.Number])));
    }

    [Fact]
    public void Whoever_waits_for_an_end_is_sent_on_when_the_shard_is_lost()
    {
        Own();
        var write = Write(Take(Start(1)));
        Take(new ShardInput.Written([write.Number]));
        var id = write.Transitions[0].Activation;
        Take(new ShardInput.AwaitEnd(2, id));

        Assert.Equal([new ShardOutput.Reply(2, new ReplyContent.Elsewhere(id))], Take(new ShardInput.Lost([Shard])));
    }

    [Fact]
    public void A_shard_is_handed_over_when_its_writes_are_durable_and_their_calls_are_put_back()
    {
        Own();
        var start = Write(Take(Start(1)));

        Assert.Empty(Take(new ShardInput.HandOver([Shard])));
        var durable = Take(new ShardInput.Written([start.Number]));
        Assert.Empty(durable.OfType<ShardOutput.Call>());
        var putBack = Write(durable);
        Assert.IsType<StepPutBack>(Assert.Single(putBack.Transitions[0].Events));

        Assert.Equal(new ShardOutput.HandedOver(Shard), Take(new ShardInput.Written([putBack.Number]))[^1]);
        Assert.Equal(0, _shards.Count);
    }

    [Fact]
    public void A_lane_that_others_may_use_is_asked_for_when_the_waiting_is_durable_and_left_when_the_end_is()
    {
        Take(new ShardInput.LanesShared());
        Own();
        var start = Write(Take(Start(1)));
        var id = start.Transitions[0].Activation;

        var waiting = Take(new ShardInput.Written([start.Number]));
        Assert.Equal(
            new ShardOutput.LaneWanted("router", id, "a"), Assert.Single(waiting.OfType<ShardOutput.LaneWanted>()));
        Assert.Empty(waiting.OfType<ShardOutput.Call>());

        var began = Take(new ShardInput.Written([Write(Take(new ShardInput.LaneGranted("router", id, "a"))).Number]));
        var call = Assert.Single(began.OfType<ShardOutput.Call>());

        var end = Write(Take(new ShardInput.CallAnswered(call.Id, new CallAnswer.Succeeded(Value.Null))));
        Assert.Contains(new ShardOutput.LaneLeft("router", id, "a"), Take(new ShardInput.Written([end.Number])));
    }

    [Fact]
    public void When_lanes_are_shared_it_is_told_who_has_one_and_asked_for_those_who_wait()
    {
        Own();
        var first = Write(Take(Start(1)));
        Take(new ShardInput.Written([first.Number]));
        var second = Write(Take(Start(2)));
        Take(new ShardInput.Written([second.Number]));
        var (one, two) = (first.Transitions[0].Activation, second.Transitions[0].Activation);

        var outputs = Take(new ShardInput.LanesShared());

        var used = Assert.IsType<ShardOutput.LanesUsed>(outputs[0]);
        Assert.Equal([Lease], used.Shards);
        Assert.Equal(
            [new LaneUse("router", one, "a", true), new LaneUse("router", two, "a", false)],
            used.Uses.OrderBy(use => use.Activation));
        Assert.Equal([new ShardOutput.LaneWanted("router", two, "a")], outputs.Skip(1));
    }

    [Fact]
    public void A_lane_that_is_granted_to_nobody_is_given_back()
    {
        Take(new ShardInput.LanesShared());
        Own();
        var id = ActivationId.First(Now, Shard);

        Assert.Equal(
            [new ShardOutput.LaneLeft("router", id, "a")], Take(new ShardInput.LaneGranted("router", id, "a")));
    }

    private static ShardOutput.Write Write(IEnumerable<ShardOutput> outputs) =>
        Assert.Single(outputs.OfType<ShardOutput.Write>());

    private static ShardInput.Command Hold(long ticket, long id) =>
        new(ticket, id, new SagaCommand.Hold(new Who("agnes", "r", "hash")));

    private ShardInput.Start Start(long ticket) => new(
        ticket, Shard, new ActivationOrder("tester", $"request-{ticket}", "hash", "customer"), _plan, UntilEnd: false);

    private void Own()
    {
        Take(new ShardInput.Gained([Lease], 0));
        Take(new ShardInput.Recovered { Leases = [Lease] });
    }

    private List<ShardOutput> Take(ShardInput input)
    {
        var outputs = new List<ShardOutput>();
        _shards.Handle(input, Now, outputs);
        return outputs;
    }
}
