using Orchestrator.Adapters;
using Orchestrator.Core.Local;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Expressions;
using Orchestrator.Engine.Local;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>A step that undoes a call by its key, on the sandbox.</summary>
public sealed class UndoesTests
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_step_that_names_the_call_that_it_undoes_takes_back_what_exactly_that_call_made()
    {
        using var sandbox = new ExampleSandbox();

        var result = Run(sandbox, "getWorkflowInstanceId() + '/reserve-port/do'");

        Assert.Equal(ActivationState.Completed, result.State.State);
        Assert.Equal(["port access-17/2"], await PortsAsync(sandbox));
    }

    [Fact]
    public async Task A_step_that_is_given_no_key_undoes_no_call()
    {
        using var sandbox = new ExampleSandbox();

        var result = Run(sandbox, "null");

        // Without the call's output the inverse has no port to release.
        Assert.NotEqual(ActivationState.Completed, result.State.State);
        Assert.Empty(await PortsAsync(sandbox));
    }

    private static LocalResult Run(ExampleSandbox sandbox, string undoes)
    {
        var options = new WorkflowReaderOptions(new AdapterRegistry(sandbox.ByName), ScriptLanguages.All);
        var definition =
            $$"""
            {
              "definitionId": "ports", "name": "Ports", "version": 1,
              "root": {
                "type": "Elsa.Sequence", "id": "root",
                "activities": [
                  {
                    "type": "Orchestrator.Step", "id": "reserve-port", "adapter": "network", "operation": "reserve-port",
                    "input": { "device": "access-17", "customer": "ada" }
                  },
                  {
                    "type": "Orchestrator.Step", "id": "reserve-another", "adapter": "network", "operation": "reserve-port",
                    "input": { "device": "access-17", "customer": "ada" }
                  },
                  {
                    "type": "Orchestrator.Step", "id": "give-back", "adapter": "network", "operation": "release-port",
                    "input": { "device": "access-17" }, "compensation": "none",
                    "undoes": { "typeName": "String", "expression": { "type": "JavaScript", "value": "{{undoes}}" } }
                  }
                ]
              }
            }
            """;
        var read = WorkflowReader.Read(definition, options, 1);
        Assert.True(read.Plan is not null, string.Join('\n', read.Diagnostics));
        return new LocalRunner([read.Plan], new LocalAdapters(sandbox.ByName), new LocalSignals(), Noon)
            .Run(Value.EmptyObject);
    }

    private static async Task<List<string>> PortsAsync(ExampleSandbox sandbox)
    {
        var ports = new List<string>();
        await foreach (Resource resource in sandbox.ByName["network"].ListAsync(default))
            ports.Add($"{resource.Kind} {resource.ExternalId}");
        return ports;
    }
}
