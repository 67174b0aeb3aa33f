using Orchestrator.TestKit;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// A folder with the product "cable", which takes two ports of a device, and whose deprovisioning forgets both: somebody
/// signed for that.
/// </summary>
public sealed class CableFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new("cable");

    public CableFiles()
    {
        Write("product.json", """
            {
              "id": "cable",
              "displayName": "Cable",
              "actions": {
                "provision": "provision.json", "deprovision": "deprovision.json", "suspend": "suspend.json", "resume": "resume.json"
              },
              "waivers": [
                { "step": "near-end", "who": "ann", "why": "a test", "until": "9999-12-31" },
                { "step": "far-end", "who": "ann", "why": "a test", "until": "9999-12-31" }
              ],
              "inputs": { "type": "object", "properties": {} }
            }
            """);
        Write("provision.json", Definition("provision", Port("near-end", 7), Port("far-end", 8)));
        Write("deprovision.json", Definition("deprovision", Definitions.Step("farewell", "noop")));
        Write("suspend.json", Definition("suspend", Definitions.Step("pause", "noop")));
        Write("resume.json", Definition("resume", Definitions.Step("go-on", "noop")));
    }

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    private static string Port(string id, int port) => $$"""
        { "id": "{{id}}", "type": "Orchestrator.Step", "adapter": "network", "operation": "reserve-port",
          "input": { "device": "access-1", "port": {{port}}, "customer": "C-7" } }
        """;

    private static string Definition(string action, params string[] activities) => $$"""
        {
          "definitionId": "cable-{{action}}",
          "name": "cable-{{action}}",
          "description": "For a test.",
          "inputs": [],
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [{{string.Join(", ", activities)}}] }
        }
        """;

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "cable"));
        File.WriteAllText(Path.Combine(Folder, "cable", file), content);
    }
}
