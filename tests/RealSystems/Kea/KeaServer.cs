using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Http;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.Kea;

[CollectionDefinition(Name)]
public sealed class KeaCollection : ICollectionFixture<KeaServer>
{
    public const string Name = "Kea";
}

/// <summary>Debian's kea-dhcp4, on no interface, behind its control agent.</summary>
public sealed class KeaServer : HttpServer
{
    private readonly TemporaryFolder _folder = new("kea");
    private readonly HttpClient _client = new();
    private SystemProcess? _server;
    private SystemProcess? _agent;

    public override string Declaration => "kea";

    public override IReadOnlyDictionary<string, string> Secrets { get; } =
        new Dictionary<string, string> { ["user"] = "orchestrator", ["password"] = "a-password-nobody-guesses" };

    private string ServerFile => _folder.PathOf("kea-dhcp4.conf");

    private string Configuration =>
        $$"""
        { "Dhcp4": {
            "interfaces-config": { "interfaces": [] },
            "control-socket": { "socket-type": "unix", "socket-name": "{{_folder.PathOf("s")}}" },
            "lease-database": { "type": "memfile", "persist": false },
            "subnet4": [
              { "id": 1, "subnet": "192.0.2.0/24", "pools": [{ "pool": "192.0.2.10-192.0.2.99" }], "reservations": [
                { "hw-address": "02:00:5e:00:53:ff", "ip-address": "192.0.2.250", "hostname": "printer" } ] },
              { "id": 7, "subnet": "198.51.100.0/24" } ] } }
        """;

    public override bool HasEffect(string request) => request.Contains("config-set", StringComparison.Ordinal);

    public override async Task InitializeAsync()
    {
        Port = FreePort.Take();
        _folder.Write(
            "kea-ctrl-agent.conf",
            $$"""
            { "Control-agent": {
                "http-host": "127.0.0.1", "http-port": {{Port}},
                "authentication": { "type": "basic", "realm": "kea", "clients": [
                  { "user": "{{Secrets["user"]}}", "password": "{{Secrets["password"]}}" } ] },
                "control-sockets": { "dhcp4": { "socket-type": "unix", "socket-name": "{{_folder.PathOf("s")}}" } } } }
            """);
        _client.BaseAddress = new Uri($"http://127.0.0.1:{Port}/");
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Secrets["user"]}:{Secrets["password"]}")));
        _folder.Write("kea-dhcp4.conf", Configuration);
        await StartAsync();
        _agent = SystemProcess.Start("kea-ctrl-agent", ["-c", _folder.PathOf("kea-ctrl-agent.conf")], Environment());
        await _agent.ListeningAsync(Port);
    }

    public override async Task StartAsync()
    {
        File.Delete(_folder.PathOf("s"));
        _server = SystemProcess.Start("kea-dhcp4", ["-c", ServerFile], Environment());
        await _server.UntilAsync(() => Task.FromResult(File.Exists(_folder.PathOf("s"))));
    }

    public override async Task KillAsync() => await _server!.DisposeAsync();

    /// <summary>What is in memory, and whether the file that a restart would read has the same reservations.</summary>
    public override async Task<string> WorldAsync()
    {
        var world = await CommandAsync("config-get");
        var isWritten = Reservations(JsonNode.Parse(await File.ReadAllTextAsync(ServerFile))!);
        return $"{Sorted(world["arguments"]!)}\n{isWritten}";
    }

    public override async Task ClearAsync()
    {
        await CommandAsync("config-set", JsonNode.Parse(Configuration));
        await CommandAsync("config-write");
    }

    public override async ValueTask DisposeAsync()
    {
        await _agent!.DisposeAsync();
        await KillAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["KEA_LOCKFILE_DIR"] = _folder.Path,
        ["KEA_PIDFILE_DIR"] = _folder.Path,
        ["KEA_LOGGER_DESTINATION"] = "stdout",
    };

    private async Task<JsonNode> CommandAsync(string command, JsonNode? arguments = null)
    {
        var request = new JsonObject { ["command"] = command, ["service"] = new JsonArray("dhcp4") };
        if (arguments is not null)
            request["arguments"] = arguments;

        // The agent wants the length beforehand, and this type without anything behind it.
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await (await _client.PostAsync("", content)).Content.ReadFromJsonAsync<JsonArray>();
        Assert.True((int)answer![0]!["result"]! == 0, answer.ToJsonString());
        return answer[0]!;
    }

    private static string Reservations(JsonNode configuration) => string.Join(
        ' ',
        configuration["Dhcp4"]!["subnet4"]!.AsArray()
            .SelectMany(subnet => subnet!["reservations"]?.AsArray() ?? [])
            .Select(reservation => $"{reservation!["hw-address"]}={reservation["ip-address"]}").Order(StringComparer.Ordinal));

    /// <summary>The order of reservations means nothing.</summary>
    private static string Sorted(JsonNode configuration)
    {
        foreach (var subnet in configuration["Dhcp4"]!["subnet4"]!.AsArray())
        {
            var reservations = subnet!["reservations"]!.AsArray().Select(one => one!.ToJsonString()).Order(StringComparer.Ordinal);
            subnet["reservations"] = new JsonArray([.. reservations.Select(one => JsonNode.Parse(one))]);
        }

        return configuration.ToJsonString();
    }
}
