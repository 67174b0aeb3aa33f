using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;
using static Orchestrator.Tests.Conformance.Journal.Holdings;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>A service ends when it holds nothing, and not before.</summary>
public abstract class LedgerTermination(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    private static readonly LedgerEntry First = Port("s-1", "r1/1");
    private static readonly LedgerEntry Second = Port("s-1", "r1/2");

    [Fact]
    public async Task A_service_that_holds_nothing_is_terminated()
    {
        await BeginAsync(Held(First));

        await WrittenAsync(Write(
            3, Step(Id(1), 3) with { Ledger = [Released(First)] }, Completed(Id(1), 4) with { Service = Ended("s-1") }));

        Assert.Equal(Ended("s-1"), await Services.FindAsync("s-1", default));
        Assert.Empty(await IncompleteAsync());
    }

    [Fact]
    public async Task The_last_release_and_the_end_may_be_one_transition()
    {
        await BeginAsync(Held(First));

        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Ledger = [Released(First)], Service = Ended("s-1") }));

        Assert.Equal(Ended("s-1"), await Services.FindAsync("s-1", default));
    }

    [Fact]
    public async Task A_service_that_is_to_end_and_holds_something_is_torn_down_incompletely_and_says_how_much_is_left()
    {
        await BeginAsync(Held(First), Held(Second), Held(Port("s-1", "r1/3")));

        await WrittenAsync(Write(
            3, Completed(Id(1), 3) with { Ledger = [Released(First)], Service = Ended("s-1") }));

        var service = Incomplete("s-1", "2 resources are left.");
        Assert.Equal(service, await Services.FindAsync("s-1", default));
        Assert.Equal(service, await Journal.FindServiceAsync("s-1", default));
        Assert.Equal([service], await IncompleteAsync());
    }

    [Fact]
    public async Task A_service_that_is_to_end_while_nobody_knows_what_a_call_made_is_torn_down_incompletely_and_names_it()
    {
        await BeginAsync(Held(Call("s-1")));

        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));

        var service = Incomplete("s-1", "1 resource is left. What came of call 1/reserve-port/do is not known.");
        Assert.Equal([service], await IncompleteAsync());
        var left = Assert.Single(await Services.ListResourcesAsync(new ResourceQuery(9) { Service = "s-1" }, default));
        Assert.Equal((Call("s-1"), LedgerCertainty.PossiblyHeld), (left, left.Certainty));
    }

    [Fact]
    public async Task Of_several_such_calls_the_first_is_named()
    {
        await BeginAsync(Held(Call("s-1", step: "b")), Held(First), Held(Call("s-1", step: "a")));

        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));

        Assert.Equal(
            [Incomplete("s-1", "3 resources are left. What came of 2 calls is not known, 1/a/do is the first.")],
            await IncompleteAsync());
    }

    [Fact]
    public async Task A_call_that_becomes_known_in_the_commit_in_which_the_service_ends_is_no_obstacle()
    {
        await BeginAsync(Held(Call("s-1")));

        await WrittenAsync(Write(
            3, Completed(Id(1), 3) with { Ledger = [Released(Call("s-1"))], Service = Ended("s-1") }));

        Assert.Equal(Ended("s-1"), await Services.FindAsync("s-1", default));
    }

    [Fact]
    public async Task A_call_that_is_in_doubt_after_the_service_has_ended_opens_its_teardown_again()
    {
        await BeginAsync();
        await WrittenAsync(Write(2, Start(Id(2))));
        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));

        await WrittenAsync(Write(4, Step(Id(2), 3) with { Ledger = [Held(Call("s-1", activation: 2))] }));

        Assert.Equal(
            [Incomplete("s-1", "1 resource is left. What came of call 2/reserve-port/do is not known.")],
            await IncompleteAsync());
    }

    [Fact]
    public async Task A_later_deprovision_that_releases_the_last_of_it_ends_the_service()
    {
        await BeginAsync(Held(First));
        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));
        Assert.Equal([Incomplete("s-1", "1 resource is left.")], await IncompleteAsync());

        await WrittenAsync(Write(
            4, Start(Id(2), "s-1") with { Service = Service("s-1", ServiceState.Terminating, 2) }));
        Assert.Empty(await IncompleteAsync());
        await WrittenAsync(Write(
            5,
            Step(Id(2), 3) with { Ledger = [Released(First)] },
            Completed(Id(2), 4) with { Service = Ended("s-1", 2) }));

        Assert.Equal(Ended("s-1", 2), await Services.FindAsync("s-1", default));
        Assert.Empty(await IncompleteAsync());
    }

    [Fact]
    public async Task A_later_deprovision_that_leaves_something_again_leaves_the_service_incomplete()
    {
        await BeginAsync(Held(First), Held(Second));
        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));
        await WrittenAsync(Write(
            4, Start(Id(2), "s-1") with { Service = Service("s-1", ServiceState.Terminating, 2) }));

        await WrittenAsync(Write(
            5, Completed(Id(2), 3) with { Ledger = [Released(Second)], Service = Ended("s-1", 2) }));

        Assert.Equal([Incomplete("s-1", "1 resource is left.", 2)], await IncompleteAsync());
    }

    [Fact]
    public async Task What_somebody_comes_to_hold_for_a_service_that_has_ended_opens_it_again()
    {
        await BeginAsync();
        await WrittenAsync(Write(2, Start(Id(2))));
        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));

        await WrittenAsync(Write(4, Step(Id(2), 3) with { Ledger = [Held(First with { Activation = Id(2) })] }));

        Assert.Equal([Incomplete("s-1", "1 resource is left.")], await IncompleteAsync());
    }

    [Fact]
    public async Task An_order_that_was_accepted_for_a_service_before_its_end_does_not_bring_it_back()
    {
        await BeginAsync();
        await WrittenAsync(Write(2, Start(Id(2))));
        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));

        await WrittenAsync(Write(4, Completed(Id(2), 3) with { Service = Service("s-1", activation: 2) }));

        Assert.Equal(Ended("s-1"), await Services.FindAsync("s-1", default));
        Assert.Equal(Ended("s-1"), await Journal.FindServiceAsync("s-1", default));
    }

    [Fact]
    public async Task What_such_an_order_has_made_is_to_be_torn_down_and_the_service_stays_ended()
    {
        await BeginAsync();
        await WrittenAsync(Write(2, Start(Id(2))));
        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));

        await WrittenAsync(Write(
            4,
            Step(Id(2), 3) with { Ledger = [Held(First with { Activation = Id(2) })] },
            Completed(Id(2), 4) with { Service = Service("s-1", activation: 2) }));

        Assert.Equal([Incomplete("s-1", "1 resource is left.")], await IncompleteAsync());
    }

    [Fact]
    public async Task Who_ended_a_service_gives_it_back_when_that_is_undone()
    {
        await BeginAsync();
        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }));

        await WrittenAsync(Write(4, Completed(Id(1), 4) with { Service = Service("s-1") }));

        Assert.Equal(Service("s-1"), await Services.FindAsync("s-1", default));
    }

    [Fact]
    public async Task The_end_of_a_service_and_what_it_comes_to_hold_may_be_in_one_batch()
    {
        await BeginAsync();
        await WrittenAsync(Write(2, Start(Id(2))));

        await WrittenAsync(
            Write(3, Completed(Id(1), 3) with { Service = Ended("s-1") }),
            Write(4, Step(Id(2), 3) with { Ledger = [Held(First with { Activation = Id(2) })] }));

        Assert.Equal([Incomplete("s-1", "1 resource is left.")], await IncompleteAsync());
    }

    [Fact]
    public async Task A_teardown_that_was_given_up_is_incomplete_whatever_it_holds_and_keeps_its_reason()
    {
        await BeginAsync();
        var service = Incomplete("s-1", "Its deprovisioning was given up.");

        await WrittenAsync(Write(3, Completed(Id(1), 3) with { Service = service }));

        Assert.Equal([service], await IncompleteAsync());
    }

    [Fact]
    public async Task The_end_of_one_service_leaves_others_as_they_are()
    {
        await BeginAsync(Held(First));
        var other = Service("s-2", activation: 2);
        await WrittenAsync(Write(
            3, Start(Id(2), "s-2") with { Service = other, Ledger = [Held(Port("s-2", "r1/1", 2))] }));

        await WrittenAsync(Write(
            4, Completed(Id(1), 3) with { Ledger = [Released(First)], Service = Ended("s-1") }));

        Assert.Equal(other, await Services.FindAsync("s-2", default));
        Assert.Equal(Ended("s-1"), await Services.FindAsync("s-1", default));
        Assert.Equal(
            [Port("s-2", "r1/1", 2)], await Services.ListResourcesAsync(new ResourceQuery(9), default));
    }

    [Fact]
    public async Task What_incomplete_teardowns_hold_is_found_without_what_others_hold()
    {
        await BeginAsync(Held(First), Held(Second));
        await WrittenAsync(Write(3, Start(Id(2), "s-2") with
        {
            Service = Service("s-2", activation: 2),
            Ledger = [Held(Port("s-2", "r1/3", 2))],
        }));
        var left = new ResourceQuery(9) { OfIncompleteTeardowns = true };
        Assert.Empty(await Services.ListResourcesAsync(left, default));

        await WrittenAsync(Write(
            4, Completed(Id(1), 3) with { Ledger = [Released(First)], Service = Ended("s-1") }));

        Assert.Equal([Second], await Services.ListResourcesAsync(left, default));
    }

    private async Task BeginAsync(params LedgerChange[] changes) =>
        await WrittenAsync(Write(1, Start(Id(1), "s-1") with { Service = Service("s-1"), Ledger = changes }));

    private Task<IReadOnlyList<ServiceEntry>> IncompleteAsync() =>
        Services.ListAsync(new ServiceQuery(9) { States = [ServiceState.TeardownIncomplete] }, default);
}
