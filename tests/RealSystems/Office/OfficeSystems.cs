using System.Text.Json;
using Orchestrator.TestKit.StandIns;
using Orchestrator.Tests.RealSystems.Dovecot;
using Orchestrator.Tests.RealSystems.Ldap;
using Orchestrator.Tests.RealSystems.Mail;
using Orchestrator.Tests.RealSystems.Netconf;
using Orchestrator.Tests.RealSystems.PowerDns;

namespace Orchestrator.Tests.RealSystems.Office;

/// <summary>Every system that the product <c>office</c> touches: real ones, but for billing, which is a stand-in.</summary>
public sealed class OfficeSystems : IAsyncLifetime, IAsyncDisposable
{
    public const string Zone = "customers.example.";

    private readonly HttpStandIn _billing;

    public OfficeSystems() => _billing = new HttpStandIn(Billing.Answer);

    public NetconfDevice Device { get; } = new();

    public PowerDnsServer Dns { get; } = new();

    public Slapd Directory { get; } = new();

    public DovecotServer Mailboxes { get; } = new();

    public KillBillStandIn Billing { get; } = new();

    public MailSink Mail { get; } = new();

    public async Task InitializeAsync()
    {
        await Task.WhenAll(
            Device.InitializeAsync(),
            Dns.InitializeAsync(),
            Directory.InitializeAsync(),
            Mailboxes.InitializeAsync(),
            Mail.InitializeAsync());
        await Dns.CreateZoneAsync(Zone);
        await Mailboxes.DeliverAsync("ada", "INBOX"); // Dovecot makes a user's INBOX when it first hears of them.
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Device.DisposeAsync();
        await Dns.DisposeAsync();
        await Directory.DisposeAsync();
        await Mailboxes.DisposeAsync();
        await _billing.DisposeAsync();
        await Mail.DisposeAsync();
    }

    /// <summary>All that the systems hold, each as an outsider sees it; but mails, which nothing takes back.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DumpAsync() => new Dictionary<string, string>
    {
        ["device"] = await Device.View.DumpAsync(),
        ["dns"] = await Dns.WorldAsync(),
        ["directory"] = string.Join(
            "\n\n",
            (await Directory.SearchAsync("dc=example,dc=com", "*")).Trim().Split("\n\n").Order(StringComparer.Ordinal)),
        ["mailboxes"] = await Mailboxes.WorldAsync(),
        ["billing"] = Billing.World(),
    };

    /// <summary>What the operator writes to have the product on these systems; secrets are files beside it.</summary>
    public string Adapters() => JsonSerializer.Serialize(new
    {
        secrets = "secrets",
        instances = new Dictionary<string, object>
        {
            ["lines"] = Instance("netconf", "lines", new
            {
                host = "127.0.0.1",
                port = Device.Port,
                user = "root",
                identityFile = Device.PathOf("userkey"),
                knownHostsFile = Device.PathOf("known_hosts"),
            }),
            ["dns"] = Instance("http", "powerdns", new
            {
                baseUrl = $"http://127.0.0.1:{Dns.Port}",
                secrets = new { apiKey = new { secret = "dns-apiKey" } },
            }),
            ["directory"] = Instance("ldap", "directory", new
            {
                server = $"ldaps://localhost:{Directory.TlsPort}",
                caFile = Directory.CaFile,
                bindDn = Slapd.Admin,
                bindPassword = new { secret = "directory-password" },
                @base = new[] { "ou=people,dc=example,dc=com" },
            }),
            ["mailboxes"] = Instance("http", "doveadm", new
            {
                baseUrl = $"http://127.0.0.1:{Mailboxes.Port}",
                secrets = new { apiKey = new { secret = "mailboxes-apiKey" } },
            }),
            ["payments"] = Instance("http", "killbill", new
            {
                baseUrl = _billing.Address,
                secrets = Billing.Secrets.Keys.ToDictionary(name => name, name => new { secret = $"billing-{name}" }),
            }),
            ["notices"] = Instance("mail", "notices", new
            {
                server = $"smtp://localhost:{Mail.Port}",
                caFile = Mail.CaFile,
                user = MailSink.User,
                password = new { secret = "mail-password" },
                from = "Example Service <service@example.com>",
            }),
        },
    });

    /// <summary>By the names of the files.</summary>
    public IReadOnlyDictionary<string, string> Secrets =>
        Named("dns", Dns.Secrets)
            .Concat(Named("mailboxes", Mailboxes.Secrets))
            .Concat(Named("billing", Billing.Secrets))
            .Append(new("directory-password", Slapd.Password))
            .Append(new("mail-password", MailSink.Password))
            .ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> Named(
        string system, IReadOnlyDictionary<string, string> secrets) =>
        secrets.Select(secret => KeyValuePair.Create($"{system}-{secret.Key}", secret.Value));

    private static object Instance(string adapter, string declaration, object settings) =>
        new { adapter, declaration = $"systems/{declaration}.json", settings };
}
