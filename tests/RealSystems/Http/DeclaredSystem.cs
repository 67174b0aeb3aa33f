using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Http.Declared;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Http;

/// <summary>Makes adapters of the declarations that this repository has.</summary>
internal static class DeclaredSystem
{
    /// <param name="declaration">The file's name, without its end.</param>
    /// <param name="address">Where the system, or the relay before it, listens.</param>
    /// <param name="secrets">By the declaration's names; each is kept in a file.</param>
    /// <param name="folder">For those files.</param>
    /// <param name="settings">Others than address and secrets.</param>
    public static IAdapter Make(
        string declaration,
        string address,
        IReadOnlyDictionary<string, string> secrets,
        TemporaryFolder folder,
        JsonObject? settings = null)
    {
        var references = new JsonObject();
        foreach (var (name, value) in secrets)
        {
            folder.Write(name, value + "\n");
            references[name] = new JsonObject { ["file"] = name };
        }

        settings = settings?.DeepClone().AsObject() ?? [];
        (settings["baseUrl"], settings["secrets"]) = (address, references);
        return new HttpAdapterFactory().Create(new AdapterSetup(
            declaration,
            JsonSerializer.SerializeToElement(settings),
            folder.Path,
            new SecretReader(folder.Path),
            new MemoryRecords())
        {
            Declaration = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(PathOf(declaration))),
        });
    }

    private static string PathOf(string declaration)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Orchestrator.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "workflows/systems", $"{declaration}.json");
    }
}
