using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>
/// What a person decides about an incomplete teardown takes effect with the decision, or not at all; and never beside an
/// activation of the service.
/// </summary>
public abstract class TeardownDecisionConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Later = Noon.AddDays(1).AddTicks(70);
    private static readonly LedgerEntry Port = Held("port", "7") with
    { Attributes = new Dictionary<string, string> { ["device"] = "olt-1", ["vlan"] = "210" } };

    private static readonly LedgerEntry Mailbox = Held("mailbox", "ann@example.com");

    private ITeardownDecisions Teardowns => Process.Customers.Teardowns;

    private IServiceStore Services => Process.Customers.Services;

    protected override Task BeginAsync() => Process.Journal.AcquireAsync(default);

    [Fact]
    public async Task What_is_declared_released_leaves_the_ledger_and_the_service_ends_with_the_last_of_it()
    {
        await LeaveAsync(Port, Mailbox);

        var first = await DecideAsync("r-1", Port);
        var between = await Services.FindAsync("s-1", default);
        var second = await DecideAsync("r-2", Mailbox);

        Assert.Equal((ServiceState.TeardownIncomplete, 1), (first.State, first.Left));
        Assert.Equal((ServiceState.TeardownIncomplete, "1 resource is left.", null), (between!.State, between.Reason, between.EndTime));
        Assert.Equal((ServiceState.Terminated, 0), (second.State, second.Left));
        var after = await Services.FindAsync("s-1", default);
        Assert.Equal((ServiceState.Terminated, "", Later), (after!.State, after.Reason, after.EndTime));
        Assert.Empty(await Services.ListResourcesAsync(new(9) { Service = "s-1" }, default));
        Assert.Empty(await Services.ListAsync(new(9) { States = [ServiceState.TeardownIncomplete] }, default));
    }

    [Fact]
    public async Task A_decision_is_kept_with_who_when_why_and_what_it_was_about()
    {
        await LeaveAsync(Port, Mailbox);

        var made = await DecideAsync("r-1", Port);

        var kept = Assert.Single(await Teardowns.ListAsync(new("customer-1", 9), default));
        Assert.Equal(
            (made.Id, "s-1", "customer-1", Later, "ann", "swapped the card", "T-1", TeardownResolution.ReleasedByHand),
            (kept.Id, kept.Service, kept.Customer, kept.Time, kept.Actor, kept.Reason, kept.Ticket, kept.Resolution));
        Assert.Equal((made.State, made.Left), (kept.State, kept.Left));
        Assert.Equal([Port], made.Resources);
        Assert.Equal([Port], kept.Resources);
        Assert.Empty(await Teardowns.ListAsync(new("customer-1", 9) { Service = "s-2" }, default));
    }

    [Fact]
    public async Task A_request_id_is_one_decision_of_its_actor()
    {
        await LeaveAsync(Port, Mailbox);
        var made = await DecideAsync("r-1", Port);

        var again = await DecideAsync("r-1", Port);
        var reused = await ResolveAsync("r-1", hash: "other", "s-1", Mailbox);

        Assert.Equal((made.Id, made.Left), (again.Id, again.Left));
        Assert.IsType<TeardownOutcome.RequestIdReused>(reused);
        Assert.Equal([Mailbox], await Services.ListResourcesAsync(new(9) { Service = "s-1" }, default));
    }

    [Fact]
    public async Task What_cannot_be_decided_changes_nothing()
    {
        await LeaveAsync(Port);

        Assert.IsType<TeardownOutcome.NoService>(await ResolveAsync("r-1", "hash", "s-9", Port));
        Assert.Equal(
            new TeardownOutcome.NotHeld(ResourceKey.Of(Mailbox)), await ResolveAsync("r-2", "hash", "s-1", Port, Mailbox));
        Assert.Equal([Port], await Services.ListResourcesAsync(new(9) { Service = "s-1" }, default));

        await DecideAsync("r-3", Port);
        Assert.Equal(
            new TeardownOutcome.WrongState(ServiceState.Terminated), await ResolveAsync("r-4", "hash", "s-1", Port));
        Assert.Single(await Teardowns.ListAsync(new("customer-1", 9), default));
    }

    [Fact]
    public async Task What_nobody_knew_of_a_call_is_decided_about_in_whichever_state_the_service_is()
    {
        var call = Held(LedgerEntry.UnknownCall, "1/reserve/do");
        var active = new ServiceEntry("s-1", "customer-1", "broadband", ServiceState.Active, Id(1));
        await WriteAsync(
            Write(2, Start(Id(1), "s-1") with { Ledger = [new LedgerChange.Held(call), new LedgerChange.Held(Port)] }),
            Write(3, Completed(Id(1), 3) with { Service = active }));

        var refused = await ResolveAsync("r-1", "hash", "s-1", call, Port);
        var made = await DecideAsync("r-2", call);

        Assert.Equal(new TeardownOutcome.WrongState(ServiceState.Active), refused);
        Assert.Equal((ServiceState.Active, 1), (made.State, made.Left));
        Assert.Equal(active, await Services.FindAsync("s-1", default));
        Assert.Equal([Port], await Services.ListResourcesAsync(new(9) { Service = "s-1" }, default));
    }

    [Fact]
    public async Task A_decision_about_the_last_such_call_ends_the_service_that_was_to_end()
    {
        var call = Held(LedgerEntry.UnknownCall, "1/reserve/do");
        await LeaveAsync(call, Port);

        await DecideAsync("r-1", Port);
        var between = await Services.FindAsync("s-1", default);
        var last = await DecideAsync("r-2", call);

        Assert.Equal("1 resource is left. What came of call 1/reserve/do is not known.", between!.Reason);
        Assert.Equal((ServiceState.Terminated, 0), (last.State, last.Left));
    }

    [Fact]
    public async Task While_an_activation_has_the_service_nothing_can_be_decided_and_afterwards_it_can()
    {
        await LeaveAsync(Port);
        await WriteAsync(Write(3, Start(Id(2), "s-1")));

        var refused = await ResolveAsync("r-1", "hash", "s-1", Port);
        await WriteAsync(Write(4, Completed(Id(2), 3)));
        var made = await DecideAsync("r-1", Port);

        Assert.Equal(new TeardownOutcome.Busy(Id(2)), refused);
        Assert.Equal(ServiceState.Terminated, made.State);
        await WriteAsync(Write(5, Start(Id(3), "s-1")));
    }

    [Fact]
    public async Task Of_a_decision_and_an_activation_that_come_at_once_each_sees_all_of_the_other_or_nothing()
    {
        for (var round = 1; round <= 10; round++)
        {
            var service = $"s-{round}";
            var left = Port with { Service = service, Activation = Id(2 * round) };
            await LeaveAsync(left);
            var begun = Start(Id((2 * round) + 1), service) with
            {
                Ledger = [new LedgerChange.Released(service, left.Adapter, left.Kind, left.ExternalId)],
            };

            var starting = Task.Run(() => WriteAsync(Write((2 * round) + 1, begun)));
            var deciding = Task.Run(() => ResolveAsync($"r-{round}", "hash", service, left));
            await starting;

            var outcome = await deciding;
            Assert.True(
                outcome is TeardownOutcome.Busy || outcome is TeardownOutcome.Decided { Decision.Resources: [var one] } && one == left,
                $"{outcome}");
        }
    }

    /// <summary>A service that was to end, and still holds something.</summary>
    private async Task LeaveAsync(params LedgerEntry[] left)
    {
        var (service, id) = (left[0].Service, left[0].Activation);
        var start = Start(id, service) with { Ledger = [.. left.Select(one => new LedgerChange.Held(one))] };
        var ended = Completed(id, 3) with
        {
            Service = new ServiceEntry(service, "customer-1", "broadband", ServiceState.Terminated, id) { EndTime = Noon },
        };
        await WriteAsync(Write(2 * id, start), Write((2 * id) + 1, ended));
        Assert.Equal(ServiceState.TeardownIncomplete, (await Services.FindAsync(service, default))!.State);
    }

    private async Task WriteAsync(params ShardOutput.Write[] writes)
    {
        foreach (var write in writes)
            Assert.All(await Process.Journal.WriteAsync([write], default), result => Assert.Null(result.Refused));
    }

    private async Task<TeardownDecision> DecideAsync(string requestId, params LedgerEntry[] resources) =>
        Assert.IsType<TeardownOutcome.Decided>(await ResolveAsync(requestId, "hash", resources[0].Service, resources)).Decision;

    private Task<TeardownOutcome> ResolveAsync(
        string requestId, string hash, string service, params LedgerEntry[] resources) => Teardowns.ResolveAsync(
        new NewTeardownDecision(
            $"d-{requestId}",
            service,
            TeardownResolution.ReleasedByHand,
            [.. resources.Select(ResourceKey.Of)],
            new Who("ann", requestId, hash, "swapped the card", "T-1"),
            Later),
        default);

    private static LedgerEntry Held(string kind, string id) => new("s-1", "network", kind, id)
    {
        Activation = Id(1),
        Step = "reserve",
        Key = "key",
        Since = Noon,
    };
}
