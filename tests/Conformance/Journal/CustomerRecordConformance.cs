using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What was told about customers is kept, once for each request, and paged in the order of when it was.</summary>
public abstract class CustomerRecordConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 8, 22, 12, 0, 0, TimeSpan.Zero).AddTicks(70);

    private static readonly CustomerContact Call = new("k-1", "C-1", Noon, Noon.AddMinutes(5), "crm")
    {
        Kind = ContactKind.TechnicalSupport,
        Channel = Channel.Phone,
        Summary = "No sync\nsince noon \U0001F600",
        Reference = "T-1",
        Service = "s-1",
        Agent = "ann",
    };

    private static readonly CustomerPayment Paid = new("p-1", "C-1", Noon, Noon.AddMinutes(5), "billing")
    {
        Kind = PaymentKind.Payment,
        Amount = 29.90m,
        Currency = "EUR",
        Service = "s-1",
        Account = "A-1",
        Reference = "INV-1",
        Description = "August",
    };

    private ICustomerRecords Records => Process.Customers.Records;

    [Fact]
    public async Task What_is_kept_is_read_as_it_was_told()
    {
        var bare = new CustomerContact("k-2", "C-1", Noon.AddHours(1), Noon.AddHours(1), "crm")
        { Kind = ContactKind.Sales, Channel = Channel.InPerson };
        var cent = new CustomerPayment("p-2", "C-1", Noon.AddHours(1), Noon.AddHours(1), "billing")
        { Kind = PaymentKind.FailedPayment, Amount = 0.000001m, Currency = "JPY" };

        Assert.Equal(Call, await KeepAsync(Call, "r-1"));
        await KeepAsync(bare, "r-2");
        Assert.Equal(Paid, await KeepAsync(Paid, "r-3"));
        await KeepAsync(cent, "r-4");

        Assert.Equal([Call, bare], await Records.ListContactsAsync(new("C-1", 9) { OldestFirst = true }, default));
        var payments = await Records.ListPaymentsAsync(new("C-1", 9) { OldestFirst = true }, default);
        Assert.Equal([Paid, cent], payments);
        Assert.Equal("29.90", payments[0].Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(await Records.ListContactsAsync(new("C-2", 9), default));
        Assert.Equal([Call], await Records.ListContactsAsync(new("C-1", 9) { Service = "s-1" }, default));
        Assert.Equal([Paid], await Records.ListPaymentsAsync(new("C-1", 9) { Service = "s-1" }, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_follow_each_other_whatever_came_between_in_whichever_order(bool oldestFirst)
    {
        for (var number = 0; number < 7; number++)
            await KeepAsync(Call with { Id = $"k-{number}", OccurTime = Noon.AddHours(number / 2) }, $"r-{number}");

        var seen = new List<string>();
        RecordPosition? after = null;
        do
        {
            var page = await Records.ListContactsAsync(new("C-1", 2) { OldestFirst = oldestFirst, After = after }, default);
            seen.AddRange(page.Select(one => one.Id));
            after = page.Count == 2 ? new(page[^1].OccurTime, page[^1].Id) : null;
            await KeepAsync(Call with { Id = $"new-{seen.Count}", OccurTime = Noon.AddDays(oldestFirst ? -1 : 1) }, $"n-{seen.Count}");
        }
        while (after is not null);

        var ordered = Enumerable.Range(0, 7).Select(number => $"k-{number}");
        Assert.Equal(oldestFirst ? ordered : ordered.Reverse(), seen);
    }

    [Fact]
    public async Task A_request_id_is_one_record_of_its_actor_whatever_it_is_of()
    {
        await KeepAsync(Call, "r-1");

        Assert.Equal(Call, await KeepAsync(Call with { Id = "k-2", RecordTime = Noon.AddDays(1) }, "r-1"));
        Assert.Null(await KeepAsync(Call with { Summary = "other" }, "r-1", hash: "other"));
        Assert.Null(await KeepAsync(Paid with { Actor = "crm" }, "r-1", hash: "payment"));
        Assert.NotNull(await KeepAsync(Call with { Id = "k-3", Actor = "bob" }, "r-1"));

        var kept = await Records.ListContactsAsync(new("C-1", 9) { OldestFirst = true }, default);
        Assert.Equal(["k-1", "k-3"], kept.Select(one => one.Id));
        Assert.Empty(await Records.ListPaymentsAsync(new("C-1", 9), default));
    }

    [Fact]
    public async Task The_same_request_sent_many_times_at_once_is_one_record()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            number => KeepAsync(Call with { Id = $"k-{number}" }, "r-1")));

        var kept = Assert.Single(await Records.ListContactsAsync(new("C-1", 9), default));
        Assert.All(all, one => Assert.Equal(kept, one));
    }

    [Fact]
    public async Task What_was_told_outlives_the_process()
    {
        await KeepAsync(Call, "r-1");
        await RestartAsync();

        Assert.Equal([Call], await Records.ListContactsAsync(new("C-1", 9), default));
        Assert.Equal(Call, await KeepAsync(Call with { Id = "k-2" }, "r-1"));
    }

    private Task<CustomerContact?> KeepAsync(CustomerContact what, string requestId, string hash = "hash") =>
        Records.KeepAsync(new NewRecord<CustomerContact>(what, requestId, hash), default);

    private Task<CustomerPayment?> KeepAsync(CustomerPayment what, string requestId, string hash = "hash") =>
        Records.KeepAsync(new NewRecord<CustomerPayment>(what, requestId, hash), default);
}
