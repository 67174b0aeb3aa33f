using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Exec;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Exec;

/// <summary>An adapter of a program that keeps its world in a folder of its own.</summary>
internal sealed class ExecTrial : AdapterTrial
{
    private const string Declaration =
        """
        { "list": { "program": "PROGRAMS/things.py" },
          "operations": {
            "put-thing": { "summary": "Puts a thing.", "inverse": "take-thing", INPUT,
              "program": "PROGRAMS/mishap.sh", "arguments": ["PROGRAMS/things.py"], "read": {}, "preview": {} },
            "take-thing": { "summary": "Takes a thing.", "inverse": "put-thing", INPUT,
              "program": "PROGRAMS/mishap.sh", "arguments": ["PROGRAMS/things.py"], "read": {}, "preview": {} } } }
        """;

    private const string Input =
        """
        "input": { "type": "object", "properties": {
          "name": { "type": "string", "description": "The thing's." }, "size": { "type": "integer", "description": "How big." } } },
        "output": { "type": "object", "properties": { "name": { "type": "string", "description": "The thing's." } } }
        """;

    private readonly TemporaryFolder _folder = new("exec");

    public ExecTrial()
    {
        var programs = Path.Combine(AppContext.BaseDirectory, "Exec");
        Adapter = Make(
            Declaration.Replace("INPUT", Input, StringComparison.Ordinal).Replace("PROGRAMS", programs, StringComparison.Ordinal),
            _folder.Path);
    }

    public override IAdapter Adapter { get; }

    public static IAdapter Make(string declaration, string folder, string settings = """{ "graceSeconds": 1 }""") =>
        new ExecAdapterFactory().Create(new AdapterSetup(
            "programs", Parse(settings), folder, new SecretReader(folder), new MemoryRecords())
        {
            Declaration = Parse(declaration),
        });

    public override Task<string> WorldAsync() => Task.FromResult(Directory.Exists(_folder.PathOf("things"))
        ? string.Join('\n', Directory.GetFiles(_folder.PathOf("things")).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)} {File.ReadAllText(file)}"))
        : "");

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
    {
        _folder.Write("mishap", mishap.ToString());
        return call;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
