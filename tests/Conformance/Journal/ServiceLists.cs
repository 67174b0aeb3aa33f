using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;
using static Orchestrator.Tests.Conformance.Journal.Holdings;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Services, and what they hold, in pages and by what is asked for.</summary>
public abstract class ServiceLists(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    private static readonly ServiceEntry[] All =
    [
        Service("s-1"),
        Service("s-2", ServiceState.Suspended, 2) with
        {
            Input = Value.Object(("speed", 100)),
            ProductVersion = 7,
            CreateTime = Noon,
            ActiveTime = Noon.AddTicks(10),
            Reason = "Asked for by Zoë \U0001F600, order O-1.",
        },
        Service("s-3", activation: 3) with { Customer = "customer-2" },
        Ended("s-4", 4) with { Product = "telephone" },
        Service("s-5", ServiceState.Terminating, 5),
    ];

    [Fact]
    public async Task Everything_that_is_known_of_a_service_is_kept()
    {
        await BeginAsync();

        foreach (var service in All)
        {
            Assert.Equal(service, await Services.FindAsync(service.Id, default));
            Assert.Equal(service, await Journal.FindServiceAsync(service.Id, default));
        }

        Assert.Null(await Services.FindAsync("s-9", default));
    }

    [Fact]
    public async Task Services_are_listed_by_customer_product_and_states_in_pages()
    {
        await BeginAsync();

        Assert.Equal(All, await ListAsync(new(9)));
        Assert.Equal(All[..2], await ListAsync(new(2)));
        Assert.Equal(All[2..4], await ListAsync(new(2) { After = "s-2" }));
        Assert.Equal([All[2]], await ListAsync(new(9) { Customer = "customer-2" }));
        Assert.Empty(await ListAsync(new(9) { Customer = "customer" }));
        Assert.Equal([All[3]], await ListAsync(new(9) { Product = "telephone" }));
        Assert.Equal([All[4]], await ListAsync(new(9) { Product = "broadband", After = "s-3" }));
        Assert.Equal(
            [All[1], All[3]],
            await ListAsync(new(9) { States = [ServiceState.Terminated, ServiceState.Suspended] }));
        Assert.Equal([All[3]], await ListAsync(new(9) { Customer = "customer-1", States = [ServiceState.Terminated] }));
    }

    [Fact]
    public async Task Who_holds_a_resource_is_found()
    {
        await BeginAsync(
            Port("s-1", "r1/1"),
            Port("s-2", "r1/2"),
            Port("s-3", "r1/1") with { Adapter = "other" },
            Port("s-5", "r1/1"));

        Assert.Equal([All[0], All[1], All[4]], await ListAsync(new(9) { Adapter = "network" }));
        Assert.Equal(
            [All[0], All[4]], await ListAsync(new(9) { Adapter = "network", Kind = "port", ExternalId = "r1/1" }));
        Assert.Equal([All[0], All[2], All[4]], await ListAsync(new(9) { Kind = "port", ExternalId = "r1/1" }));
        Assert.Equal([All[4]], await ListAsync(new(9) { ExternalId = "r1/1", States = [ServiceState.Terminating] }));
        Assert.Empty(await ListAsync(new(9) { Kind = "mailbox" }));
    }

    [Fact]
    public async Task Resources_are_listed_in_the_order_of_what_they_are_in_pages()
    {
        LedgerEntry[] sorted =
        [
            Port("s-2", "r1/10") with { Adapter = "Network" },
            Port("s-1", "r1/1"),
            Port("s-3", "r1/1"),
            Port("s-2", "r1/10"),
            Port("s-1", "r1/2"),
            Port("s-2", "r1/3") with { Kind = "vlan" },
            Port("s-1", "z") with { Adapter = "Ö" },
        ];
        await BeginAsync([.. sorted.Reverse()]);

        Assert.Equal(sorted, await ResourcesAsync(new(9)));
        for (var index = 0; index < sorted.Length; index++)
        {
            var page = await ResourcesAsync(new(2) { After = ResourceKey.Of(sorted[index]) });
            Assert.Equal(sorted.Skip(index + 1).Take(2), page);
        }

        Assert.Equal([sorted[1], sorted[4], sorted[6]], await ResourcesAsync(new(9) { Service = "s-1" }));
        Assert.Equal(
            [sorted[2]], await ResourcesAsync(new(9) { ExternalId = "r1/1", After = ResourceKey.Of(sorted[1]) }));
        Assert.Equal([sorted[5]], await ResourcesAsync(new(9) { Adapter = "network", Kind = "vlan" }));
    }

    private async Task BeginAsync(params LedgerEntry[] held) => await WrittenAsync([.. All.Select((service, index) =>
    {
        var order = Order($"request-{index}") with
        {
            Service = service.Id,
            Customer = service.Customer,
            Product = service.Product,
        };
        return Write(index + 1, Start(Id(index + 1), order) with
        {
            Service = service,
            Ledger = [.. held.Where(one => one.Service == service.Id).Select(Held)],
        });
    })]);

    private Task<IReadOnlyList<ServiceEntry>> ListAsync(ServiceQuery query) => Services.ListAsync(query, default);

    private Task<IReadOnlyList<LedgerEntry>> ResourcesAsync(ResourceQuery query) =>
        Services.ListResourcesAsync(query, default);
}
