using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

/// <summary>A system that exists only as a declaration, in the sandbox.</summary>
public sealed class DeclaredTrial : AdapterTrial
{
    private const string Garden = """
        { "operations": {
          "plant": {
            "summary": "Plants something.", "inverse": "pull-out",
            "input": { "type": "object", "required": ["name"], "properties": {
              "name": { "type": "string", "description": "What it is called." },
              "colour": { "type": "string", "description": "What it looks like." } } },
            "output": { "type": "object", "properties": { "label": { "type": "string", "description": "On its stick." } } },
            "example": { "label": "stick-${input.name}-${call.hash}" },
            "resources": [{ "kind": "plant", "id": "${input.name}", "attributes": { "colour": "${input.colour?}" } }]
          },
          "pull-out": {
            "summary": "Pulls something out.", "inverse": "plant",
            "input": { "type": "object", "required": ["name"], "properties": {
              "name": { "type": "string", "description": "What it is called." } } },
            "output": { "type": "object", "properties": { "name": { "type": "string", "description": "What it is called." } } },
            "resources": [{ "kind": "plant", "id": "${input.name}", "released": true }]
          },
          "water": {
            "summary": "Waters something; nothing brings the water back.",
            "input": { "type": "object", "required": ["name"], "properties": {
              "name": { "type": "string", "description": "What it is called." } } },
            "output": { "type": "object", "properties": {} },
            "example": { "of": "${input.name}" }
          }
        } }
        """;

    private readonly TemporarySandbox _sandbox = new();

    public DeclaredTrial()
    {
        using var document = JsonDocument.Parse(Garden);
        Adapter = new SandboxAdapterFactory(_sandbox.Adapters).Create(new AdapterSetup(
            "garden",
            JsonSerializer.SerializeToElement(new { }),
            AppContext.BaseDirectory,
            new SecretReader(AppContext.BaseDirectory),
            new MemoryRecords())
        {
            Declaration = document.RootElement.Clone(),
        });
    }

    public override IAdapter Adapter { get; }

    public override Task<string> WorldAsync() => Task.FromResult(_sandbox.Dump());

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call) => call with
    {
        Labels = new Dictionary<string, string>
        {
            [$"sandbox.garden.{call.Operation}"] = mishap switch
            {
                Mishap.LostAnswer => "lose-answer",
                Mishap.LostCall => "lose-call",
                _ => "hang",
            },
        },
    };

    public override ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class Declared_plant() : ReversibleAdapterConformance(new DeclaredTrial())
{
    protected override string Operation => "plant";

    protected override IEnumerable<(string Operation, string Input)> Before => [("plant", """{ "name": "oak" }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "colour": "red" }"""),
        ("RESOURCE_EXISTS", """{ "name": "oak" }"""),
    ];

    protected override string Input(int number) => $$"""{ "name": "rose-{{number}}", "colour": "red" }""";
}

public sealed class Declared_pull_out() : ReversibleAdapterConformance(new DeclaredTrial())
{
    protected override string Operation => "pull-out";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("plant", """{ "name": "rose-0", "colour": "red" }"""),
        ("plant", """{ "name": "rose-1" }"""),
        ("plant", """{ "name": "rose-2" }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused => [("INVALID_INPUT", "{}")];

    protected override string Input(int number) => $$"""{ "name": "rose-{{number}}" }""";
}

public sealed class Declared_water() : AdapterConformance(new DeclaredTrial())
{
    protected override string Operation => "water";

    protected override IEnumerable<(string Code, string Input)> Refused => [("INVALID_INPUT", "{}")];

    protected override string Input(int number) => $$"""{ "name": "rose-{{number}}" }""";
}
