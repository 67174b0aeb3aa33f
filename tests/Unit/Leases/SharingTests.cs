using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Leases;

/// <summary>Several nodes and one table.</summary>
public sealed class SharingTests
{
    private static readonly LeaseTerms Terms = LeaseTerms.Default;
    private readonly MemoryLeaseTable _table = new(Terms);
    private readonly List<SimulatedNode> _nodes = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_node_alone_owns_everything_after_one_round()
    {
        Join();

        Rounds(1);

        Assert.Equal([64], Counts());
    }

    [Fact]
    public void A_new_node_has_its_share_within_one_lease()
    {
        Join();
        Rounds(1);
        Join();

        Rounds(3);

        Assert.Equal([32, 32], Counts());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(64)]
    public void However_many_nodes_join_each_gets_as_many_as_any_other_or_one_more(int nodes)
    {
        for (var node = 0; node < nodes; node++)
        {
            Join();
            Rounds(1);
        }

        Rounds(20);

        Assert.All(Counts(), count => Assert.InRange(count, 64 / nodes, (63 + nodes) / nodes));
        Assert.Equal(64, Counts().Sum());
    }

    [Fact]
    public void Where_all_have_their_share_nothing_moves()
    {
        Join();
        Join();
        Join();
        Rounds(10);

        var plans = _nodes.Select(node => node.Round(_now)).ToArray();

        Assert.All(plans, plan => Assert.Equal(
            (0, 0, 0, 0), (plan.Acquire.Count, plan.Gained.Count, plan.HandOver.Count, plan.Lost.Count)));
    }

    [Fact]
    public void What_a_dead_node_owned_is_taken_when_its_lease_is_over_and_not_before()
    {
        Join();
        Join();
        Rounds(6);
        var dead = _nodes[1];
        _nodes.Remove(dead);

        Rounds(2);
        Assert.Equal([32], Counts());

        Rounds(2);
        Assert.Equal([64], Counts());
    }

    [Fact]
    public void A_draining_node_gives_everything_away_and_asks_for_nothing()
    {
        Join();
        Join();
        Rounds(6);
        _nodes[0].Leases.Drain();

        Rounds(3);

        Assert.Equal([0, 64], Counts());
    }

    [Fact]
    public void A_node_that_is_drained_gives_everything_away_and_gets_its_share_back_when_it_is_drained_no_more()
    {
        Join();
        Join();
        Rounds(6);

        _table.Drain(_nodes[0].Number, true);
        Rounds(3);
        var drained = Counts();
        _table.Drain(_nodes[0].Number, false);
        Rounds(3);

        Assert.Equal([0, 64], drained);
        Assert.Equal([32, 32], Counts());
    }

    [Fact]
    public void Where_all_are_drained_somebody_owns_every_shard_until_one_is_not()
    {
        Join();
        Join();
        Rounds(6);

        _table.Drain(_nodes[0].Number, true);
        _table.Drain(_nodes[1].Number, true);
        Rounds(3);
        var drained = Counts();
        _nodes.RemoveAt(1);
        Rounds(6);
        var alone = Counts();
        Join();
        Rounds(3);

        Assert.Equal([32, 32], drained);
        Assert.Equal([64], alone);
        Assert.Equal([0, 64], Counts());
    }

    [Fact]
    public void A_node_whose_process_ends_owns_nothing_though_all_others_are_drained()
    {
        Join();
        Join();
        Rounds(6);

        _table.Drain(_nodes[0].Number, true);
        _nodes[1].Leases.Drain();
        Rounds(6);

        Assert.Equal([64, 0], Counts());
    }

    [Fact]
    public void A_token_grows_by_one_with_every_new_owner()
    {
        Join();
        Rounds(1);
        Join();
        Rounds(6);

        Assert.All(Enumerable.Range(0, ActivationId.Shards), shard =>
            Assert.Equal(_table.OwnerOf(shard) == _nodes[0].Number ? 1 : 2, _table.TokenOf(shard)));
    }

    [Fact]
    public void Whatever_nodes_stand_still_and_go_on_no_two_may_act_for_one_shard()
    {
        var dice = new Random(20261122);
        for (var node = 0; node < 4; node++)
            Join();

        var standing = new DateTimeOffset[4];
        for (var step = 0; step < 4_000; step++)
        {
            _now += TimeSpan.FromMilliseconds(dice.Next(1, 900));
            var index = dice.Next(4);
            if (dice.Next(40) == 0)
                standing[index] = _now + TimeSpan.FromSeconds(dice.Next(1, 30));
            if (standing[index] < _now)
                _nodes[index].Round(_now);

            for (var shard = 0; shard < ActivationId.Shards; shard++)
            {
                var actors = _nodes.Where(node => node.MayAct(shard, _now)).ToArray();
                Assert.True(actors.Length <= 1);
                Assert.All(actors, actor => Assert.Equal(_table.TokenOf(shard), actor.Leases.TokenOf(shard)));
            }
        }

        Assert.True(_table.TokenOf(0) > 10, "Shards have hardly moved: nothing was tried.");
    }

    private void Join() => _nodes.Add(new SimulatedNode(_table, Terms, _now));

    private void Rounds(int count)
    {
        for (var round = 0; round < count; round++)
        {
            foreach (var node in _nodes)
                node.Round(_now);
            _now += Terms.RenewalInterval;
        }
    }

    private int[] Counts() => [.. _nodes.Select(node => node.Leases.Count)];
}
