using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Engine.Instances;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Server;
using Orchestrator.V1;
using AdapterCall = Orchestrator.Adapters.AdapterCall;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>A server with an instance that workers serve who show a token.</summary>
public sealed class LampServer : IAsyncLifetime, IDisposable
{
    public const string Token = "s3cret";

    private readonly TemporaryFolder _folder = new("lamps");

    public RunningServer Server { get; private set; } = null!;

    public IAdapter Lamps => Server.Host.Adapters.Find("lamps")!;

    public async Task InitializeAsync()
    {
        _folder.Write("token", Token + "\n");
        var file = InstanceFile.Read(_folder.Write(
            "adapters.json",
            """
            { "instances": {
              "lamps": { "adapter": "worker", "settings": { "token": { "file": "token" }, "leaseSeconds": 2 } },
              "null": { "adapter": "sandbox", "settings": { "system": "null" } } } }
            """));
        Server = await RunningServer.StartAsync(settings => settings with { Adapters = file });
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    internal Task<TestWorker> ConnectAsync(Register? register = null) =>
        TestWorker.ConnectAsync(Server.Channel, register ?? TestWorker.Register(), Token);

    internal TestWorker Open() => TestWorker.Open(Server.Channel, Token);

    /// <summary>A call of the engine, which begins at once.</summary>
    internal Task<Answer> LightAsync(string key = "activations/1/light/do", CancellationToken cancellation = default) =>
        Lamps.ExecuteAsync(CallOf(key), cancellation);

    internal static AdapterCall CallOf(string key) => new("light", JsonElement.Parse("""{ "room": "Zoë's" }"""), key)
    {
        Timeout = TimeSpan.FromSeconds(20),
        Labels = new Dictionary<string, string> { ["region"] = "north" },
    };
}
