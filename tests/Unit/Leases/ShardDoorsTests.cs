using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Unit.Leases;

/// <summary>What a node may act for.</summary>
public sealed class ShardDoorsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly NodeLeases _leases = new(7, LeaseTerms.Default);

    public ShardDoorsTests() => _leases.Acquired([new ShardLease(3, 1), new ShardLease(9, 1)], TimeSpan.Zero);

    [Fact]
    public void What_is_owned_is_open_while_the_lease_is_trusted_and_what_is_not_is_closed()
    {
        var doors = ShardDoors.Shut.With(_leases);

        Assert.Equal(
            (Passage.Open, Passage.Doubtful, Passage.Closed),
            (doors.Of(In(3), Soon), doors.Of(In(3), TimeSpan.FromSeconds(9)), doors.Of(In(4), Soon)));
    }

    [Fact]
    public void New_activations_go_in_turn_to_shards_that_were_read()
    {
        var doors = ShardDoors.Shut.With(_leases);
        Assert.Null(doors.Next(0));

        doors = doors.WithReady([3, 4, 9]);

        Assert.Equal([3, 9, 3], Enumerable.Range(0, 3).Select(doors.Next));
        Assert.Equal([9], Enumerable.Range(0, 1).Select(doors.WithoutReady([3]).Next));
    }

    [Fact]
    public void A_shard_that_is_gained_and_given_away_at_once_is_leaving_before_it_was_read()
    {
        _leases.Refused(9);
        var view = new LeaseView(
            [new LeaseRow(3, 1, 7, false), new LeaseRow(9, 1, 7, false)], [new LiveNode(7, false)]);
        _leases.Drain();

        _leases.Read(view, Soon);
        var doors = ShardDoors.Shut.With(_leases);

        Assert.Equal((true, false), (doors.IsLeaving(9), doors.IsReady(9)));
        Assert.Equal((Passage.Leaving, true), (doors.Of(In(9), Soon), doors.WithReady([9]).IsReady(9)));
    }

    private static long In(int shard) => ActivationId.First(Noon, shard);
}
