using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Http.Declared;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters.DeclaredHttp;

/// <summary>An adapter of a declaration, with its secrets in files.</summary>
internal sealed class DeclaredAdapter : IDisposable
{
    private readonly TemporaryFolder _folder = new("declared-http");

    public DeclaredAdapter(
        string declaration,
        string address,
        IReadOnlyDictionary<string, string>? secrets = null,
        JsonObject? settings = null,
        IAdapterRecords? records = null,
        TimeProvider? time = null,
        IReadOnlyDictionary<string, string>? files = null)
    {
        settings = settings?.DeepClone().AsObject() ?? [];
        settings["baseUrl"] = address;
        foreach (var (name, content) in files ?? new Dictionary<string, string>())
            _folder.Write(name, content);
        if (secrets is not null)
        {
            settings["secrets"] = new JsonObject(secrets.Keys.Select(
                name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["file"] = name })));
            foreach (var (name, value) in secrets)
                _folder.Write(name, value + "\n");
        }

        Adapter = new HttpAdapterFactory().Create(new AdapterSetup(
            "instance",
            JsonSerializer.SerializeToElement(settings),
            _folder.Path,
            new SecretReader(_folder.Path),
            records ?? new MemoryRecords())
        {
            Declaration = JsonSerializer.Deserialize<JsonElement>(declaration),
            Time = time ?? TimeProvider.System,
        });
    }

    public IAdapter Adapter { get; }

    /// <summary>A declaration of this repository, whole.</summary>
    public static string Text(string name) =>
        File.ReadAllText(PathOf($"workflows/systems/{name}.json"));

    public static string PathOf(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Orchestrator.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, path);
    }

    public static AdapterCall Call(string operation, string input, string key = "activations/1/step/do") =>
        new(operation, JsonSerializer.Deserialize<JsonElement>(input), key);

    public Task<Answer> ExecuteAsync(string operation, string input, CancellationToken cancellation = default) =>
        Adapter.ExecuteAsync(Call(operation, input), cancellation);

    public void Dispose()
    {
        ((IDisposable)Adapter).Dispose();
        _folder.Dispose();
    }
}
