using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Expressions;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Workflows.Checks;

public sealed class AccessorNameTests
{
    private static readonly WorkflowReaderOptions Options = new(new TestCatalog(), ScriptLanguages.All);

    [Theory]
    [InlineData("Counter", "Counter")]
    [InlineData("my-count", "MyCount")]
    [InlineData("my count_of things", "MyCountOfThings")]
    [InlineData("counter", "Counter")]
    [InlineData("myCount", "MyCount")]
    [InlineData("-_ ", "")]
    public void A_name_becomes_part_of_a_function_in_pascal_case(string name, string accessor)
    {
        Assert.Equal(accessor, AccessorName.Of(name));
        Assert.True(AccessorName.Matches(name, accessor));
        Assert.True(AccessorName.Matches(name, name));
        Assert.False(AccessorName.Matches(name, accessor + "s"));
        Assert.False(AccessorName.Matches(name + "s", accessor));
    }

    /// <summary>
    /// The workflow has the variable my-count, the input customer-id, and the step reserve-line, which gives a port,
    /// run before.
    /// </summary>
    [Theory]
    [InlineData("getMyCount()", true)]
    [InlineData("setMyCount(4)", true)]
    [InlineData("variables.MyCount", true)]
    [InlineData("getVariable('my-count')", true)]
    [InlineData("getCustomerId()", true)]
    [InlineData("getPortFromReserveLine()", true)]
    [InlineData("getPortFromReserveTheLine()", true)]
    [InlineData("getMycount()", false)]
    [InlineData("setCustomerId('c')", false)]
    [InlineData("setPortFromReserveLine(1)", false)]
    [InlineData("getcustomerId()", false)]
    [InlineData("getFromReserveLine()", false)]
    public void A_script_that_is_let_pass_runs_and_one_that_could_not_run_is_refused(string script, bool isRight)
    {
        var result = WorkflowReader.Read(Workflow(script), Options, 1);

        Assert.Equal(
            isRight ? [] : ["WF031"],
            result.Diagnostics.Select(diagnostic => diagnostic.Code).Where(code => code != "WF036"));

        // The same, unchecked: what was refused does fail.
        var world = new ShardWorld(WorkflowReader.ReadPublished(Workflow(script), Options, 1).Plan!);
        world.Start();
        Assert.Equal(isRight ? ActivationState.Completed : ActivationState.RolledBack, world.State.State);
    }

    private static string Workflow(string script) => $$"""
        {
          "definitionId": "d",
          "variables": [{ "id": "v", "name": "my-count", "typeName": "Int32" }],
          "inputs": [{ "name": "customer-id", "type": "String", "defaultValue": "c-1" }],
          "root": { "type": "Elsa.Sequence", "activities": [
            { "type": "Orchestrator.Step", "id": "reserve-line", "name": "Reserve the line", "adapter": "router", "operation": "ping" },
            { "type": "Elsa.WriteLine", "text": { "expression": { "type": "JavaScript", "value": "{{script}}" } } }
          ] }
        }
        """;
}
