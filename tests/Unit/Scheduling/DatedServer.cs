using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Hosting;
using Orchestrator.Server.Settings;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;
using Action = Orchestrator.V1.Action;

namespace Orchestrator.Tests.Unit.Scheduling;

/// <summary>
/// All of a server but its ports, on SQLite and the sandbox, with a clock that is set; with one product, the broadband
/// that is delivered, and what a test has it say of cancellations and follow-ups.
/// </summary>
internal sealed class DatedServer : IAsyncDisposable
{
    /// <summary>When the customer's service is provisioned.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("dates");
    private readonly ServerSettings _settings;
    private DataFolder _data = null!;
    private Node _node = null!;
    private ServiceProvider _parts = null!;
    private int _requests;

    private DatedServer(string product)
    {
        var folder = Path.Combine(_folder.Path, "workflows", "broadband");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Repository.PathOf("workflows/broadband"), "*.json"))
        {
            var text = File.ReadAllText(file);
            File.WriteAllText(
                Path.Combine(folder, Path.GetFileName(file)),
                Path.GetFileName(file) == "product.json" ? With(text, product) : text);
        }

        File.WriteAllText(Path.Combine(folder, "all-well.json"), AllWell);
        _settings = new ServerSettings
        {
            Data = Path.Combine(_folder.Path, "data"),
            Workflows = Path.Combine(_folder.Path, "workflows"),
        };
    }

    public ManualTime Time { get; } = new(Start);

    private const string AllWell =
        """
        {
          "definitionId": "all-well", "name": "AllWell", "description": "Asks whether all is well.",
          "inputs": [{ "name": "email", "type": "String", "required": true }],
          "root": {
            "id": "ask", "type": "Orchestrator.Step", "adapter": "mail", "operation": "send",
            "input": {
              "to": { "typeName": "String", "expression": { "type": "Input", "value": { "name": "email" } } },
              "subject": "Is all well?", "text": "We hope so."
            },
            "compensation": "none", "onFailure": "continue"
          }
        }
        """;

    /// <param name="product">Members of the product.json, instead of those that it has by that name.</param>
    public static async Task<DatedServer> StartAsync(string product)
    {
        var server = new DatedServer(product);
        await server.StartAsync();
        return server;
    }

    public T Part<T>()
        where T : notnull => _parts.GetRequiredService<T>();

    /// <summary>The process ends, and another one starts on the same data, later.</summary>
    public async Task RestartAsync(TimeSpan later)
    {
        await StopAsync();
        Time.Advance(later);
        await StartAsync();
    }

    public string NewRequestId() => $"request-{++_requests}";

    /// <summary>A customer's service that works.</summary>
    public async Task<string> ProvisionAsync()
    {
        var request = new V1.StartActivationRequest
        {
            RequestId = NewRequestId(),
            Action = Action.Provision,
            Customer = "C-1",
            Product = "broadband",
            Input = new Struct(),
        };
        request.Input.Fields.Add("customer", Value.ForString("C-1"));
        request.Input.Fields.Add("device", Value.ForString("access-1"));
        request.Input.Fields.Add("speed", Value.ForNumber(100));
        request.Input.Fields.Add("email", Value.ForString("ann@example.com"));
        request.Input.Fields.Add("engineerVisit", Value.ForBool(false));
        var accepted = await OrderAsync(request);
        var provisioned = await UntilAsync(accepted.Name, one => one.State == V1.Activation.Types.State.Completed);
        return provisioned.Service;
    }

    public V1.StartActivationRequest Order(string service, Action action, DateTimeOffset? date = null) => new()
    {
        RequestId = NewRequestId(),
        Action = action,
        Customer = "C-1",
        Service = service,
        CancellationDate = date is { } end ? Timestamp.FromDateTimeOffset(end) : null,
    };

    public Task<V1.Activation> OrderAsync(V1.StartActivationRequest request) =>
        Part<StartActivation>().HandleAsync(request, "tester", "", default);

    public Task<V1.Activation> GetAsync(string name) =>
        Part<GetActivation>().HandleAsync(new V1.GetActivationRequest { Name = name }, default);

    /// <summary>Waits until something holds of an activation; time passes hardly meanwhile.</summary>
    public async Task<V1.Activation> UntilAsync(string name, Func<V1.Activation, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var now = await GetAsync(name);
            if (holds(now))
                return now;

            patience.Token.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
    }

    /// <summary>What the sandbox's world holds, as text.</summary>
    public string World()
    {
        using var output = new StringWriter();
        SandboxDump.Write(Path.Combine(_settings.Data, "sandbox.db"), output, json: false);
        return output.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private static string With(string text, string product)
    {
        var merged = System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse(product)!.AsObject())
            merged[name] = value!.DeepClone();
        return merged.ToJsonString();
    }

    private async Task StartAsync()
    {
        _data = DataFolder.Take(_settings.Data);
        _node = await Node.StartAsync(
            _settings, _data, () => Database.OpenAsync(_settings), NullLoggerFactory.Instance, Time);
        var parts = new ServiceCollection();
        parts.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        parts.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        _parts = parts.AddServer(_settings, () => _node, Time).BuildServiceProvider();
    }

    private async Task StopAsync()
    {
        await _node.DisposeAsync();
        await _parts.DisposeAsync();
        _data.Dispose();
    }
}
