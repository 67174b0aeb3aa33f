using Orchestrator.TestKit;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// A folder with the products "line", which has everything, and "bare", which can only be provisioned.
/// </summary>
public sealed class ProductFiles : IDisposable
{
    private const string Inputs = """
        { "name": "device", "type": "String", "required": true },
        { "name": "pin", "type": "String", "required": true, "sensitive": true }
        """;

    private readonly TemporaryFolder _folder = new("workflows");

    public ProductFiles()
    {
        Write("line", "product.json", """
            {
              "id": "line",
              "displayName": "Line",
              "actions": {
                "provision": "provision.json", "deprovision": "deprovision.json", "change": "change.json",
                "suspend": "suspend.json", "resume": "resume.json"
              },
              "waivers": [
                { "step": "step", "who": "Tests", "why": "Its workflows are all the same.", "until": "2099-12-31" }
              ],
              "inputs": {
                "type": "object",
                "required": ["device", "pin"],
                "properties": { "device": { "type": "string", "minLength": 1 }, "pin": { "type": "string" } },
                "additionalProperties": false
              }
            }
            """);
        foreach (var action in new[] { "provision", "deprovision", "change", "suspend", "resume" })
            Write("line", $"{action}.json", Definition($"line-{action}", Inputs, Definitions.Step("step")));
        Write("line", "visit.json", Definition("line-visit", "", Definitions.Event("visit", "visit-done")));
        Write("bare", "product.json", """
            { "id": "bare", "displayName": "Bare", "actions": { "provision": "provision.json" }, "inputs": { "type": "object", "properties": {} } }
            """);
        Write("bare", "provision.json", Definition("bare-provision", "", Definitions.Step("step")));
    }

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    public void Change(string product, string file, Func<string, string> change)
    {
        var path = Path.Combine(Folder, product, file);
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }

    private void Write(string product, string file, string content)
    {
        Directory.CreateDirectory(Path.Combine(Folder, product));
        File.WriteAllText(Path.Combine(Folder, product, file), content);
    }

    private static string Definition(string id, string inputs, string activity) => $$"""
        {
          "definitionId": "{{id}}",
          "name": "{{id}}",
          "description": "For a test.",
          "inputs": [{{inputs}}],
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [{{activity}}] }
        }
        """;
}
