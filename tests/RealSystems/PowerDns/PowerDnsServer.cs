using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Http;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.PowerDns;

[CollectionDefinition(Name)]
public sealed class PowerDnsCollection : ICollectionFixture<PowerDnsServer>
{
    public const string Name = "PowerDNS";
}

/// <summary>Debian's pdns-server with its SQLite backend.</summary>
public sealed class PowerDnsServer : HttpServer
{
    private const string Schema = "/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql";
    private const string ApiKey = "an-api-key-that-nobody-guesses";

    private readonly TemporaryFolder _folder = new("pdns");
    private readonly HttpClient _client = new();
    private SystemProcess? _process;

    /// <summary>Where it answers DNS, on 127.0.0.1.</summary>
    public int DnsPort { get; } = FreePort.Take();

    public override string Declaration => "powerdns";

    public override IReadOnlyDictionary<string, string> Secrets { get; } =
        new Dictionary<string, string> { ["apiKey"] = ApiKey };

    private string Zones => $"http://127.0.0.1:{Port}/api/v1/servers/localhost/zones";

    public override bool HasEffect(string request) => !request.StartsWith("GET ", StringComparison.Ordinal);

    public override async Task InitializeAsync()
    {
        await using (var database = new SqliteConnection($"Data Source={_folder.PathOf("zones.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
#pragma warning disable CA2100 // The schema is the package's own.
            command.CommandText = await File.ReadAllTextAsync(Schema);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        Port = FreePort.Take();
        _folder.Write(
            "pdns.conf",
            $"""
            launch=gsqlite3
            gsqlite3-database={_folder.PathOf("zones.db")}
            gsqlite3-pragma-synchronous=0
            local-address=127.0.0.1
            local-port={DnsPort}
            webserver=yes
            webserver-address=127.0.0.1
            webserver-port={Port}
            api=yes
            api-key={ApiKey}
            socket-dir={_folder.Path}
            daemon=no
            guardian=no

            """);
        _client.DefaultRequestHeaders.Add("X-API-Key", ApiKey);
        await StartAsync();
    }

    public override async Task StartAsync()
    {
        _process = SystemProcess.Start("pdns_server", [$"--config-dir={_folder.Path}"]);
        await _process.ListeningAsync(Port);
    }

    public override async Task KillAsync() => await _process!.DisposeAsync();

    public override async Task<string> WorldAsync()
    {
        var world = new StringBuilder();
        foreach (var name in await NamesAsync())
        {
            var zone = await _client.GetFromJsonAsync<JsonObject>($"{Zones}/{name}");
            foreach (var rrset in zone!["rrsets"]!.AsArray().Where(rrset => (string)rrset!["type"]! != "SOA")
                .Select(rrset => rrset!.ToJsonString()).Order(StringComparer.Ordinal))
                world.Append(name).Append(' ').AppendLine(rrset);
        }

        return world.ToString();
    }

    /// <summary>What everybody is told of a name.</summary>
    public Task<string> DigAsync(string name) =>
        SystemProcess.RunAsync("dig", "@127.0.0.1", "-p", $"{DnsPort}", "+short", "+tries=5", name, "A");

    public async Task CreateZoneAsync(string zone) =>
        (await _client.PostAsJsonAsync(Zones, new { name = zone, kind = "Native", nameservers = new[] { $"ns.{zone}" } }))
            .EnsureSuccessStatusCode();

    public override async Task ClearAsync()
    {
        foreach (var name in await NamesAsync())
            (await _client.DeleteAsync($"{Zones}/{name}")).EnsureSuccessStatusCode();
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task<List<string>> NamesAsync() =>
        [.. (await _client.GetFromJsonAsync<JsonArray>(Zones))!.Select(zone => (string)zone!["name"]!).Order(StringComparer.Ordinal)];
}
