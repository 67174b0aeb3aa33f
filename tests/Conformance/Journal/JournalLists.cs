using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Lists, waking and services.</summary>
public abstract class JournalLists(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    private static readonly ActivationState[] States = Enum.GetValues<ActivationState>();

    [Fact]
    public async Task Every_state_is_found_by_itself_and_together_with_others()
    {
        for (var number = 0; number < States.Length; number++)
        {
            await WrittenAsync(Write(number, Start(Id(number))));
            await WrittenAsync(Write(number, Entry(Id(number), 3, States[number])));
        }

        for (var one = 0; one < States.Length; one++)
        {
            Assert.Equal([Id(one)], await ListAsync(new(99) { States = [States[one]] }));
            for (var other = 0; other < one; other++)
                Assert.Equal([Id(one), Id(other)], await ListAsync(new(99) { States = [States[other], States[one]] }));
        }

        Assert.Equal(
            Enumerable.Range(0, States.Length).Select(number => Id(number)),
            await ListAsync(new(99) { States = States, OldestFirst = true }));
    }

    [Fact]
    public async Task Every_filter_finds_what_fits_and_all_must_fit()
    {
        var order = Order("r-1") with
        {
            Action = ActivationAction.Change,
            Channel = Channel.Phone,
            Customer = "zoë",
            Service = "s-1",
            Product = "broadband",
            OrderReference = "O-1",
            Labels = Labels(("region", "north"), ("batch", "7")),
            Parent = new ParentStep(Id(7), "call", 1),
        };
        var fallout = Start(Id(1), order);
        await WrittenAsync(
            Write(1, fallout with
            {
                Entry = fallout.Entry! with { State = ActivationState.Fallout, FalloutAdapters = ["mail", "router-1"] },
            }),
            Write(
                2, Start(Id(2), Order("r-2") with
                {
                    Labels = Labels(("region", "south"), ("batch", "7")),
                    Customer = "Zoë",
                })));
        ActivationQuery all = new(9)
        {
            States = [ActivationState.Fallout],
            Customer = "zoë",
            Service = "s-1",
            Product = "broadband",
            OrderReference = "O-1",
            Action = ActivationAction.Change,
            Channel = Channel.Phone,
            Labels = Labels(("region", "north"), ("batch", "7")),
            CreatedAfter = ActivationId.Time(Id(0)),
            CreatedBefore = ActivationId.Time(Id(2)),
            FalloutAdapter = "router-1",
            Parent = Id(7),
        };

        Assert.Equal([Id(1)], await ListAsync(all));
        Assert.Equal(
            [Id(1)],
            await ListAsync(all with { Labels = Labels(("batch", "7")), FalloutAdapter = "mail", States = [] }));
        Assert.Empty(await ListAsync(all with { States = [ActivationState.Running, ActivationState.Completed] }));
        Assert.Empty(await ListAsync(all with { Customer = "Zoë" }));
        Assert.Empty(await ListAsync(all with { Service = "s" }));
        Assert.Empty(await ListAsync(all with { Product = "broadband " }));
        Assert.Empty(await ListAsync(all with { OrderReference = "O-%" }));
        Assert.Empty(await ListAsync(all with { Parent = Id(8) }));
        Assert.Equal([Id(1)], await ListAsync(new(9) { Parent = Id(7) }));
        Assert.Empty(await ListAsync(all with { Action = ActivationAction.Custom }));
        Assert.Empty(await ListAsync(all with { Channel = Channel.Unspecified }));
        Assert.Empty(await ListAsync(all with { Labels = Labels(("region", "north"), ("batch", "8")) }));
        Assert.Empty(await ListAsync(all with { Labels = Labels(("region", "7")) }));
        Assert.Empty(await ListAsync(all with { CreatedAfter = ActivationId.Time(Id(1)) }));
        Assert.Empty(await ListAsync(all with { CreatedBefore = ActivationId.Time(Id(1)) }));
        Assert.Empty(await ListAsync(all with { FalloutAdapter = "router" }));
        Assert.Equal([Id(2), Id(1)], await ListAsync(new(9) { Labels = Labels(("batch", "7")) }));
    }

    [Fact]
    public async Task A_fallout_that_is_resolved_is_not_found_by_its_adapter()
    {
        await WrittenAsync(Write(1, Start(Id(1))));
        var fallout = Entry(Id(1), 3, ActivationState.Fallout);
        await WrittenAsync(Write(2, fallout with { Entry = fallout.Entry! with { FalloutAdapters = ["mail"] } }));
        Assert.Equal([Id(1)], await ListAsync(new(9) { FalloutAdapter = "mail" }));

        await WrittenAsync(Write(3, Entry(Id(1), 4, ActivationState.Running)));

        Assert.Empty(await ListAsync(new(9) { FalloutAdapter = "mail" }));
    }

    [Fact]
    public async Task Times_of_creation_count_to_the_tick_and_may_be_any_time()
    {
        await WrittenAsync(Write(1, Start(Id(1))));
        var created = ActivationId.Time(Id(1));

        Assert.Equal(
            [Id(1)],
            await ListAsync(new(9) { CreatedAfter = created.AddTicks(-1), CreatedBefore = created.AddTicks(1) }));
        Assert.Empty(await ListAsync(new(9) { CreatedAfter = created }));
        Assert.Empty(await ListAsync(new(9) { CreatedBefore = created }));
        Assert.Equal([Id(1)], await ListAsync(
            new(9) { CreatedAfter = DateTimeOffset.MinValue, CreatedBefore = DateTimeOffset.MaxValue }));
        Assert.Empty(await ListAsync(new(9) { CreatedAfter = DateTimeOffset.MaxValue }));
        Assert.Empty(await ListAsync(new(9) { CreatedBefore = DateTimeOffset.MinValue }));
    }

    [Fact]
    public async Task Times_of_creation_are_told_apart_within_a_millisecond()
    {
        var millisecond = ActivationId.Time(Id(1));
        var (early, late) = (Id(1), Id(1) + 1);
        await WrittenAsync(
            Write(1, Start(early) with { Time = millisecond.AddMicroseconds(100) }),
            Write(2, Start(late) with { Time = millisecond.AddMicroseconds(101) }));
        await WrittenAsync(Write(3, Step(early, 3) with { Time = millisecond.AddMicroseconds(900) }));

        Assert.Equal([late], await ListAsync(new(9) { CreatedAfter = millisecond.AddMicroseconds(100) }));
        Assert.Equal([late, early], await ListAsync(new(9) { CreatedAfter = millisecond.AddMicroseconds(99) }));
        Assert.Equal([early], await ListAsync(new(9) { CreatedBefore = millisecond.AddMicroseconds(101) }));
        Assert.Equal([late, early], await ListAsync(new(9) { CreatedBefore = millisecond.AddMicroseconds(102) }));
        Assert.Empty(await ListAsync(new(9) { CreatedAfter = millisecond.AddMicroseconds(101) }));
        Assert.Empty(await ListAsync(new(9) { CreatedBefore = millisecond.AddMicroseconds(100) }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_follow_each_other_without_gap_or_repetition_while_others_are_added(bool oldestFirst)
    {
        var ids = Enumerable.Range(0, 25).Select(number => Id(number, shard: 63 - number)).ToArray();
        await WrittenAsync([.. ids.Select((id, number) => Write(number, Start(id, Order($"r-{number}") with { Customer = $"c-{number % 2}" })))]);
        var query = new ActivationQuery(5) { Customer = "c-0", OldestFirst = oldestFirst };

        var found = new List<long>();
        while (await ListAsync(query with { After = found.Count == 0 ? null : found[^1] }) is { Count: > 0 } page)
        {
            found.AddRange(page);
            await WrittenAsync(Write(
                99, Start(Id(oldestFirst ? -found.Count : 100 + found.Count), Order($"n-{found.Count}") with
                {
                    Customer = "c-0",
                })));
        }

        var expected = ids.Where((_, number) => number % 2 == 0);
        Assert.Equal(oldestFirst ? expected : expected.Reverse(), found);
    }

    [Fact]
    public async Task The_awake_are_found_in_order_by_pages_and_sleepers_when_they_are_due()
    {
        Wake[] wakes = [Wake.Now, Wake.Never, Wake.From(Noon), Wake.Now, Wake.From(Noon.AddHours(1)), Wake.From(DateTimeOffset.MinValue)];
        for (var number = 0; number < wakes.Length; number++)
        {
            await WrittenAsync(Write(number, Start(Id(number))));
            await WrittenAsync(Write(number, Entry(Id(number), 3, ActivationState.Running, wake: wakes[number])));
        }

        Assert.Equal([Id(0), Id(2)], await Journal.FindAwakeAsync(Noon, true, 0, 2, default));
        Assert.Equal([Id(3), Id(5)], await Journal.FindAwakeAsync(Noon, true, Id(2), 9, default));
        Assert.Equal([Id(2), Id(5)], await Journal.FindAwakeAsync(Noon, false, 0, 9, default));
        Assert.Equal([Id(5)], await Journal.FindAwakeAsync(Noon.AddTicks(-10), false, 0, 9, default));
        Assert.Equal(
            [Id(2), Id(4), Id(5)], await Journal.FindAwakeAsync(DateTimeOffset.MaxValue, false, 0, 9, default));
        Assert.Equal(
            [Id(0), Id(3)],
            (await Journal.FindAwakeAsync(DateTimeOffset.MinValue, true, 0, 9, default)).Except([Id(5)]));
        Assert.Equal(
            [Wake.Now, Wake.Never, Wake.From(Noon)],
            (await Journal.ReadAsync([Id(0), Id(1), Id(2)], 0, default)).Select(found => found.Wake));
    }

    [Fact]
    public async Task A_finished_activation_sleeps_for_good()
    {
        await WrittenAsync(Write(1, Start(Id(1))), Write(2, Start(Id(2))));
        await WrittenAsync(Write(3, Completed(Id(1), 3)), Write(4, Entry(Id(2), 3, ActivationState.RolledBack)));

        Assert.Empty(await Journal.FindAwakeAsync(DateTimeOffset.MaxValue, true, 0, 9, default));
    }

    [Fact]
    public async Task A_service_is_kept_as_the_last_write_left_it()
    {
        var service = new ServiceEntry(
            "s-1", "customer-1", "broadband", ServiceState.Reserved, Id(1))
        { Input = Value.Object(("speed", 100)) };
        var changed = new ServiceEntry("s-1", "customer-2", "broadband-xl", ServiceState.Active, Id(1));
        await WrittenAsync(Write(1, Start(Id(1), "s-1") with { Service = service }));
        Assert.Equal(service, await Journal.FindServiceAsync("s-1", default));
        Assert.Equal(service, (await ReadAsync(Id(1)))!.Service);

        await WrittenAsync(Write(
            2,
            Step(Id(1), 3) with { Service = service with { State = ServiceState.Terminated } },
            Step(Id(1), 4) with { Service = changed }));

        Assert.Equal(changed, await Journal.FindServiceAsync("s-1", default));
        Assert.Null(await Journal.FindServiceAsync("s-2", default));
    }

    [Fact]
    public async Task A_customers_services_are_listed_but_for_those_that_are_terminated()
    {
        var services = new[] { ("s-1", "customer-1"), ("s-2", "customer-1"), ("s-3", "customer-2"), ("s-4", "customer-1"), ("s-5", "customer-1") }
            .Select((one, index) => new ServiceEntry(
                one.Item1, one.Item2, "broadband", ServiceState.Active, Id(index + 1))
            {
                Input = Value.Object(("speed", index)),
            })
            .ToArray();
        services[1] = services[1] with { State = ServiceState.Terminated };
        foreach (var (service, index) in services.Select((service, index) => (service, index)).Reverse())
        {
            var order = Order($"request-{index}") with { Service = service.Id, Customer = service.Customer };
            await WrittenAsync(Write(index + 1, Start(Id(index + 1), order) with { Service = service }));
        }

        Assert.Equal(
            [services[0], services[3], services[4]], await Journal.ListServicesAsync("customer-1", 9, default));
        Assert.Equal([services[0], services[3]], await Journal.ListServicesAsync("customer-1", 2, default));
        Assert.Empty(await Journal.ListServicesAsync("customer", 9, default));
    }
}
