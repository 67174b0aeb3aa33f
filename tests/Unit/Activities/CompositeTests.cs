using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Definitions used as activities.</summary>
public sealed class CompositeTests
{
    private const string Child =
        "{'id': 'child-v2', 'definitionId': 'child', 'name': 'Greet customer', 'version': 2, 'outcomes': "
        + "['Ok', 'Bad'], 'inputs': [{'name': 'Who', 'type': 'String'}, {'name': 'Name', 'type': 'String'}], "
        + "'outputs': [{'name': 'Said', 'type': 'String'}], 'variables': [{'id': 'v', 'name': 'Greeting', 'typeName': "
        + "'String', 'value': 'hello'}], 'root': ROOT}";

    private static readonly string Greeting = Child.Replace("ROOT", Sequence(
        Says("getGreeting() + getWho() + getName()"),
        $"{{'type': 'Elsa.SetOutput', 'outputName': 'Said', 'outputValue': {Script("getWho()")}}}"));

    [Theory]
    [InlineData("'type': 'GreetCustomer'")]
    [InlineData("'type': 'Whatever', 'workflowDefinitionId': 'child'")]
    [InlineData("'type': 'Whatever', 'workflowDefinitionId': 'gone', 'workflowDefinitionVersionId': 'child-v2'")]
    public void It_is_found_by_name_id_or_version_and_its_inputs_and_outputs_are_its_own(string reference)
    {
        var uses = $"{{{reference}, 'id': 'greet', 'who': 'Ann', '_name': 'X', 'said': {{'typeName': 'String', "
            + $"'memoryReference': {{'id': 'V'}}}}}}";

        var result = Run(
            Sequence(uses, Says("getV()"), Says("typeof getGreeting")),
            "'variables': [{'id': 'V', 'name': 'V', 'typeName': 'String'}],",
            tokens: false,
            Greeting);

        Assert.Equal("helloAnnX Ann undefined Finished", result.Told());
        Assert.Equal(
            [new("child", 2)], result.State.Plan.Parts.Select(part => new WorkflowId(part.Definition, part.Version)));
    }

    [Fact]
    public void Used_twice_each_use_has_activities_of_its_own()
    {
        var result = Run(
            Sequence(
                "{'type': 'GreetCustomer', 'id': 'one', 'who': 'A', '_name': 1}",
                "{'type': 'GreetCustomer', 'id': 'two', 'who': 'B', '_name': 2}"),
            "",
            tokens: false,
            Greeting);

        Assert.Equal("helloA1 helloB2 Finished", result.Told());
        Assert.Equal(["one/WriteLine1", "two/WriteLine1"], result.Events<LineWritten>().Select(line => line.Activity));
    }

    [Theory]
    [InlineData("'outcomes': 'Ok'", "in ok Finished")]
    [InlineData("'outcomes': ['Ok', 'Bad']", "in ok bad Finished")]
    [InlineData("", "in done Finished")]
    public void Complete_ends_it_with_its_outcomes_and_what_uses_it_goes_on(string outcomes, string told)
    {
        var wait = Activity("Delay", "w", "'timeSpan': '01:00:00'");
        var child = Child.Replace(
            "ROOT", Parallel(wait, Sequence(Line("in"), Activity("Complete", "c", outcomes), Line("never"))));

        var result = Run(
            Chart(
                "g.Ok-ok g.Bad-bad g-done",
                "{'type': 'GreetCustomer', 'id': 'g'}",
                Line("ok"),
                Line("bad"),
                Line("done")),
            "",
            tokens: false,
            child);

        Assert.Equal(told, result.Told());
    }

    [Fact]
    public void Its_fault_is_an_incident_of_what_uses_it()
    {
        var child = Child.Replace(
            "ROOT", Sequence(Line("in"), "{'type': 'Elsa.Fault', 'id': 'f', 'message': 'It broke.'}"));

        var result = Run(Sequence("{'type': 'GreetCustomer', 'id': 'g'}", Line("after")), "", tokens: false, child);

        Assert.Equal("in Faulted", result.Told());
        Assert.Equal("It broke.", result.Incidents.Single().Message);
    }

    [Fact]
    public void An_output_that_it_does_not_declare_is_the_workflows()
    {
        var child = Child.Replace("ROOT", "{'type': 'Elsa.SetOutput', 'outputName': 'Other', 'outputValue': 7}");

        var result = Run("{'type': 'GreetCustomer', 'id': 'g'}", "", tokens: false, child);

        Assert.Equal("{\"Other\":7}", result.Outputs.ToString());
    }

    [Fact]
    public void One_that_uses_itself_is_not_published()
    {
        var child = Child.Replace("ROOT", "{'type': 'GreetCustomer', 'id': 'again'}");

        var problems = Read(tolerant: false, "{'type': 'GreetCustomer', 'id': 'g'}", "", tokens: false, child).Problems;

        Assert.Contains(problems, one => one.Found.Code == "WF016" && one.Found.Message.Contains(
            "which uses itself that way", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_is_not_there_is_not_published()
    {
        var problem = Read(
            tolerant: false, "{'type': 'X', 'id': 'g', 'workflowDefinitionId': 'nowhere'}").Problems.Single().Found;

        Assert.Equal(("WF016", "/root/type"), (problem.Code, problem.Pointer));
    }
}
