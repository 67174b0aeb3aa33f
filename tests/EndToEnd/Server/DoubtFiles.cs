using Orchestrator.TestKit;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// A folder with the product "line": its provisioning reserves a port, and its deprovisioning gives nothing back: somebody
/// signed for that.
/// </summary>
public sealed class DoubtFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new("line");

    /// <param name="canUndo">Whether the adapter's inverse undoes the reservation, or nothing does.</param>
    public DoubtFiles(bool canUndo = false)
    {
        Write("product.json", """
            {
              "id": "line",
              "displayName": "Line",
              "actions": { "provision": "provision.json", "deprovision": "deprovision.json" },
              "waivers": [{ "step": "reserve", "who": "ann", "why": "a test", "until": "9999-12-31" }],
              "inputs": { "type": "object", "properties": {} }
            }
            """);
        var undo = canUndo ? "" : """, "compensation": "none" """;
        Write("provision.json", Definition("provision", $$"""
            { "id": "reserve", "type": "Orchestrator.Step", "adapter": "network", "operation": "reserve-port",
              "input": { "device": "access-1", "port": 7, "customer": "C-7" }, "onFailure": "fallOut"{{undo}} }
            """));
        Write("deprovision.json", Definition("deprovision", Definitions.Step("farewell", "noop")));
    }

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    private static string Definition(string action, string activity) => $$"""
        {
          "definitionId": "line-{{action}}",
          "name": "line-{{action}}",
          "description": "For a test.",
          "inputs": [],
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [{{activity}}] }
        }
        """;

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "line"));
        File.WriteAllText(Path.Combine(Folder, "line", file), content);
    }
}
