using System.Data.Common;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Auditing;

namespace Orchestrator.TestKit.Auditing;

/// <summary>
/// Services of a product that is paid each month, five resources each, as their ledger and the sandbox's world have them;
/// and mismatches of all kinds, put in behind the engine's back.
/// </summary>
public sealed class SeededWorld
{
    public const string Product = "line";

    private static readonly AuditedProduct Line =
        new(Product, "billing", "subscription", new FindingMoney(29.90m, "EUR", "P1M", 358.80m));

    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly long _since = (long)(Since - DateTimeOffset.UnixEpoch).TotalMicroseconds;
    private readonly RowWriter _database;
    private readonly RowWriter _world;
    private readonly List<Finding> _expected = [];

    private SeededWorld(DbConnection database, DbConnection world)
    {
        _database = new RowWriter(database);
        _world = new RowWriter(world);
    }

    /// <summary>What the product costs, and what bills it.</summary>
    public static AuditedProducts Products { get; } = new(
        static (id, _) => id == Product ? Line : null, static () => [Line]);

    /// <summary>Fills empty tables.</summary>
    /// <param name="database">Of the engine, with its schema.</param>
    /// <param name="world">The sandbox's file, with its tables; nobody has it open.</param>
    /// <param name="services">How many.</param>
    /// <param name="mismatches">How many of them are not as they should be.</param>
    /// <param name="seed">Which ones, and how.</param>
    /// <returns>The findings that there must be, and no others: as <see cref="NameOf"/> names them.</returns>
    public static async Task<IReadOnlySet<string>> SeedAsync(
        DbConnection database, DbConnection world, int services, int mismatches, int seed)
    {
        var made = new SeededWorld(database, world);
        var random = new Random(seed);
        var wrong = Enumerable.Range(0, services).OrderBy(_ => random.Next()).Take(mismatches)
            .ToDictionary(static number => number, _ => random.Next(10));
        for (var number = 0; number < services; number++)
            await made.AddAsync(number, wrong.TryGetValue(number, out var how) ? how : -1);
        await made._database.EndAsync();
        await made._world.EndAsync();
        return made._expected.Select(NameOf).ToHashSet();
    }

    /// <summary>What a finding is about, in one line.</summary>
    public static string NameOf(Finding finding) =>
        $"{finding.Kind} {finding.Adapter} {finding.ResourceKind} {finding.ExternalId} "
        + (finding.Kind == FindingKind.BillingWithoutService ? "" : finding.Service);

    private async Task AddAsync(int number, int how)
    {
        var service = $"s{number:D7}";
        var device = $"access-{number / 48:D5}";
        var (port, mailbox) = ($"{device}/{number % 48}", $"c{number:D7}@example.com");
        var (account, subscription) = ($"acc-{number:D7}", $"acc-{number:D7}/line");
        var customer = $"customer-{number:D7}";
        var activation = ActivationId.First(Since, number % 64) + number;
        Expect(how, service, port, mailbox, account, subscription);

        var state = how switch { 6 => ServiceState.TeardownIncomplete, 7 => ServiceState.Terminated, 8 => ServiceState.Reserved, _ => ServiceState.Active };
        await _database.AddAsync(
            "activations (id, action, channel, customer, service, product)",
            [activation, (int)ActivationAction.Provision, (int)Channel.Web, customer, service, Product]);
        await _database.AddAsync(
            "services (id, customer, product, state, activation, product_version, create_time, active_time)",
            [service, customer, Product, (int)state, activation, 1, _since, _since]);
        if (state == ServiceState.TeardownIncomplete)
            await _database.AddAsync("incomplete_teardowns (service)", [service]);
        await HoldAsync("network", "port", port, $$"""{"customer":"{{customer}}","device":"{{device}}","port":"{{number % 48}}"}""");
        await HoldAsync("network", "service", port, """{"down_mbps":"100","up_mbps":"20","vlan":"7"}""");
        if (how != 9)
            await HoldAsync("mail", "mailbox", mailbox, $$"""{"customer":"{{customer}}","quota_mb":"1000"}""");
        await HoldAsync("billing", "account", account, $$"""{"card":"card-on-file","currency":"EUR","customer":"{{customer}}"}""");
        if (how is not (4 or 5))
            await HoldAsync("billing", "subscription", subscription, $$"""{"account":"{{account}}","monthly_cents":"2990","plan":"line","subscription":"line"}""");

        await _world.AddAsync("ports (id, device, port, customer, made_by, changed_by)", [port, device, number % 48, customer, "k", "k"]);
        await _world.AddAsync("services (port, vlan, down_mbps, up_mbps, made_by, changed_by)", [port, 7, 100, 20, "k", "k"]);
        if (how != 2)
            await _world.AddAsync("mailboxes (address, customer, display_name, quota_mb, made_by, changed_by)", [mailbox, customer, customer, how == 0 ? 5 : 1000, "k", "k"]);
        await _world.AddAsync("accounts (account, customer, currency, card, made_by, changed_by)", [account, customer, "EUR", "card-on-file", "k", "k"]);
        if (how is not (3 or 4))
            await _world.AddAsync("subscriptions (id, account, subscription, plan, monthly_cents, made_by, changed_by)", [subscription, account, "line", "line", 2990, "k", "k"]);
        if (how == 1)
            await _world.AddAsync("ports (id, device, port, customer, made_by, changed_by)", [$"{port}-old", device, 99, customer, "k", "k"]);

        Task HoldAsync(string adapter, string kind, string id, string attributes) => _database.AddAsync(
            "service_resources (service, adapter, kind, external_id, activation, since, step, key, attributes)",
            [service, adapter, kind, id, activation, _since, $"make-{kind}", $"{number}/make-{kind}/do", attributes]);
    }

    private void Expect(int how, string service, string port, string mailbox, string account, string subscription)
    {
        switch (how)
        {
            case 0: Add(FindingKind.Drift, "mail", "mailbox", mailbox, service); break;
            case 1: Add(FindingKind.OrphanResource, "network", "port", $"{port}-old", ""); break;
            case 2: Add(FindingKind.MissingResource, "mail", "mailbox", mailbox, service); break;
            case 3 or 4: Add(FindingKind.ServiceWithoutBilling, "billing", "subscription", "", service); break;
            case 5:
                Add(FindingKind.ServiceWithoutBilling, "billing", "subscription", "", service);
                Add(FindingKind.BillingWithoutService, "billing", "subscription", subscription, "");
                break;
            case 6 or 8:
                Add(FindingKind.Stuck, "", "", "", service);
                Add(FindingKind.BillingWithoutService, "billing", "subscription", subscription, "");
                break;
            case 7:
                Add(FindingKind.BillingWithoutService, "billing", "subscription", subscription, "");
                Add(FindingKind.OrphanResource, "billing", "account", account, service);
                Add(FindingKind.OrphanResource, "mail", "mailbox", mailbox, service);
                Add(FindingKind.OrphanResource, "network", "port", port, service);
                Add(FindingKind.OrphanResource, "network", "service", port, service);
                break;
            case 9: Add(FindingKind.OrphanResource, "mail", "mailbox", mailbox, ""); break;
        }
    }

    private void Add(FindingKind kind, string adapter, string resource, string id, string service) =>
        _expected.Add(new Finding(kind, adapter, adapter, resource, id, service) { Summary = "" });
}
