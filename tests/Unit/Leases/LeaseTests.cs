using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Unit.Leases;

/// <summary>What one node concludes from what it reads.</summary>
public sealed class LeaseTests
{
    private const long Me = 7;
    private const long Other = 8;
    private readonly NodeLeases _leases = new(Me, new LeaseTerms(At(10), At(1)));

    [Fact]
    public void A_lease_is_trusted_from_when_its_renewal_was_sent_not_from_when_it_was_answered()
    {
        Own(0, sentAt: At(100));

        Assert.True(_leases.MayAct(0, At(108.9)));
        Assert.False(_leases.MayAct(0, At(109)));
        Assert.Equal(At(109), _leases.TrustedUntil);
    }

    [Fact]
    public void A_late_renewal_of_a_lease_that_nobody_took_goes_on_with_it()
    {
        Own(0, sentAt: At(100));

        var plan = _leases.Read(View(new LeaseRow(0, 1, Me, false)), sentAt: At(130));

        Assert.Empty(plan.Lost);
        Assert.Empty(plan.Gained);
        Assert.True(_leases.MayAct(0, At(131)));
    }

    [Fact]
    public void An_answer_that_comes_after_a_later_one_takes_no_trust_back()
    {
        Own(0, sentAt: At(100));
        _leases.Read(View(new LeaseRow(0, 1, Me, false)), sentAt: At(106));

        _leases.Read(View(new LeaseRow(0, 1, Me, false)), sentAt: At(103));

        Assert.True(_leases.MayAct(0, At(114)));
    }

    [Fact]
    public void What_another_took_is_lost()
    {
        Own(0, sentAt: At(100));

        var plan = _leases.Read(View(new LeaseRow(0, 2, Other, false)), sentAt: At(120));

        Assert.Equal([0], plan.Lost);
        Assert.False(_leases.MayAct(0, At(120)));
        Assert.Equal(0, _leases.TokenOf(0));
    }

    [Fact]
    public void A_shard_with_another_token_was_lost_and_is_gained_again()
    {
        Own(0, sentAt: At(100));

        var plan = _leases.Read(View(new LeaseRow(0, 3, Me, false)), sentAt: At(120));

        Assert.Equal([0], plan.Lost);
        Assert.Equal([new ShardLease(0, 3)], plan.Gained);
        Assert.Equal(3, _leases.TokenOf(0));
    }

    [Fact]
    public void What_the_node_owns_without_having_heard_of_it_is_gained_when_it_is_read()
    {
        var plan = _leases.Read(View(new LeaseRow(4, 9, Me, false)), sentAt: At(5));

        Assert.Equal([new ShardLease(4, 9)], plan.Gained);
        Assert.True(_leases.MayAct(4, At(13)));
    }

    [Fact]
    public void What_was_read_before_a_release_says_nothing_of_that_shard()
    {
        Own(0, sentAt: At(100));
        _leases.Released(0, At(104));

        var plan = _leases.Read(View(new LeaseRow(0, 1, Me, false)), sentAt: At(103));

        Assert.Empty(plan.Gained);
        Assert.False(_leases.MayAct(0, At(105)));
    }

    [Fact]
    public void What_was_read_before_an_acquisition_does_not_lose_it()
    {
        Own(0, sentAt: At(100));

        var plan = _leases.Read(View(new LeaseRow(0, 0, 0, true)), sentAt: At(99));

        Assert.Empty(plan.Lost);
        Assert.True(_leases.MayAct(0, At(101)));
    }

    [Fact]
    public void A_write_that_found_another_token_ends_the_lease_at_once()
    {
        Own(0, sentAt: At(100));

        Assert.True(_leases.Refused(0));

        Assert.False(_leases.MayAct(0, At(101)));
        Assert.False(_leases.Refused(0));
    }

    [Fact]
    public void A_shard_that_is_handed_over_takes_nothing_new_in_and_may_end_what_it_has_begun()
    {
        Own(0, sentAt: At(100));
        _leases.Drain();

        var plan = _leases.Read(View(new LeaseRow(0, 1, Me, false)), sentAt: At(103));

        Assert.Equal([0], plan.HandOver);
        Assert.Empty(plan.Acquire);
        Assert.False(_leases.TakesIn(0));
        Assert.True(_leases.MayAct(0, At(104)));
        Assert.Empty(_leases.Read(View(new LeaseRow(0, 1, Me, false)), sentAt: At(106)).HandOver);
    }

    [Fact]
    public void Shards_with_calls_under_way_are_handed_over_after_the_others()
    {
        var rows = Enumerable.Range(0, ActivationId.Shards).Select(shard => new LeaseRow(shard, 1, Me, false))
            .ToArray();
        _leases.Read(View(rows), sentAt: At(1));

        var plan = _leases.Read(
            new LeaseView(rows, [new(Me, false), new(Other, false)]), At(2), busy: [.. Enumerable.Range(0, 32)]);

        Assert.Equal(Enumerable.Range(32, 32), plan.HandOver);
    }

    [Fact]
    public void A_margin_of_more_than_a_third_leaves_no_time_to_renew()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeaseTerms(At(9), At(3.1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeaseTerms(At(0), At(0)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static LeaseView View(params LeaseRow[] rows) => new(rows, [new LiveNode(Me, false)]);

    private void Own(int shard, TimeSpan sentAt) => _leases.Acquired([new ShardLease(shard, 1)], sentAt);
}
