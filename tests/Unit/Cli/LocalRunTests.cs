using System.Text.Json;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>orchestrator workflow run.</summary>
public sealed class LocalRunTests : IDisposable
{
    private const string Greeting = """
        {"definitionId": "greeting", "outputs": [{"name": "Said", "type": "String"}],
         "root": {"id": "all", "type": "Elsa.Sequence", "activities": [
           {"id": "greet", "type": "Elsa.WriteLine", "text": {"typeName": "String",
             "expression": {"type": "JavaScript", "value": "'Hello ' + getInput('Who')"}}},
           {"id": "sleep", "type": "Elsa.Delay", "timeSpan": "30.00:00:00"},
           {"id": "asked", "type": "Elsa.Event", "eventName": "Asked",
             "result": {"typeName": "Object", "memoryReference": {"id": "Said"}}}]}}
        """;

    private const string Heard = """
        {"definitionId": "heard", "variables": [{"id": "got", "name": "Got", "typeName": "Object"}],
         "root": {"id": "all", "type": "Elsa.Sequence", "activities": [
           {"id": "begin", "type": "Elsa.Event", "eventName": "Ordered", "customProperties": {"canStartWorkflow": true},
             "result": {"typeName": "Object", "memoryReference": {"id": "got"}}},
           {"id": "say", "type": "Elsa.WriteLine", "text": {"typeName": "String",
             "expression": {"type": "JavaScript", "value": "'line ' + getGot().line"}}}]}}
        """;

    private const string Failing = """
        {"definitionId": "failing", "root": {"id": "all", "type": "Elsa.Sequence", "activities": [
           {"id": "before", "type": "Elsa.WriteLine", "text": "before"},
           {"id": "boom", "type": "Elsa.Fault", "code": "BOOM", "message": "It went wrong."}]}}
        """;

    private readonly TemporaryFolder _folder = new("run");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_definition_is_run_with_its_inputs_and_events_and_waiting_takes_no_time()
    {
        var run = await RunAsync(Greeting, "--input", "Who=Ann", "--signal", "Asked=[1, 2]");

        Assert.Equal(new Run(0, "Hello Ann\nStatus: Finished\nOutput: Said = [1,2]", ""), run);
    }

    [Fact]
    public async Task A_workflow_that_begins_with_an_event_is_started_by_it()
    {
        var run = await RunAsync(Heard, "--event", """Ordered={"line": 7}""", "--leave-waiting");

        Assert.Equal(new Run(0, "line 7\nStatus: Finished", ""), run);
    }

    [Theory]
    [InlineData("Asked=1", "Event 'Asked' does not start workflow 'heard': it begins with 'Ordered'.")]
    [InlineData("Ordering", "Event 'Ordering' does not start workflow 'heard': it begins with 'Ordered'.")]
    public async Task Another_event_than_the_one_it_begins_with_is_refused(string given, string said)
    {
        var run = await RunAsync(Heard, "--event", given);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_no_event_starts_says_what_to_do_instead()
    {
        var run = await RunAsync(Greeting, "--event", "Asked");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "--signal gives an event that is awaited on the way.",
            run.Error.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_programs_it_is_one_object()
    {
        var run = await RunAsync(Greeting, "--input", "Who=Ann", "--signal", "Asked=yes", "--json");

        Assert.Equal(
            """{"status":"Finished","state":"Completed","lines":["Hello Ann"],"outputs":{"Said":"yes"},"incidents":[]}""",
            run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task An_event_that_is_not_given_is_empty()
    {
        var run = await RunAsync(Greeting, "--input", "Who=Ann", "--json");

        Assert.Equal(
            """{"status":"Finished","state":"Completed","lines":["Hello Ann"],"outputs":{"Said":null},"incidents":[]}""",
            run.Output);
    }

    [Fact]
    public async Task An_event_that_is_not_given_may_be_left_awaited()
    {
        var run = await RunAsync(Greeting, "--input", "Who=Ann", "--leave-waiting", "--json");

        Assert.Equal(
            """{"status":"Suspended","state":"Running","lines":["Hello Ann"],"outputs":{},"incidents":[]}""", run.Output);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task What_fails_is_told_and_is_the_exit_code()
    {
        var run = await RunAsync(Failing);

        Assert.Equal(new Run(1, "before\nStatus: Faulted\nIncident: boom: It went wrong.", ""), run);
    }

    [Theory]
    [InlineData("counter", 0, "a", "Finished")]
    [InlineData("token", 1, "a", "Suspended")]
    public async Task Flowcharts_run_as_asked_for(string mode, int exitCode, string line, string status)
    {
        var run = await RunAsync(
            """
            {"definitionId": "join", "toolVersion": "3.6.0.0", "root": {"id": "all", "type": "Elsa.Flowchart", "activities": [
               {"id": "fork", "type": "Elsa.FlowFork",
                "branches": {"typeName": "String[]", "expression": {"type": "Object", "value": "[\"One\"]"}}},
               {"id": "one", "type": "Elsa.WriteLine", "text": "a"}, {"id": "two", "type": "Elsa.WriteLine", "text": "b"},
               {"id": "join", "type": "Elsa.FlowJoin", "mode": "WaitAll"}],
             "connections": [{"source": {"activity": "fork", "port": "One"}, "target": {"activity": "one"}},
               {"source": {"activity": "fork", "port": "Two"}, "target": {"activity": "two"}},
               {"source": {"activity": "one", "port": "Done"}, "target": {"activity": "join"}},
               {"source": {"activity": "two", "port": "Done"}, "target": {"activity": "join"}}]}}
            """,
            "--mode",
            mode);

        Assert.Equal(new Run(exitCode, $"{line}\nStatus: {status}", ""), run);
    }

    [Theory]
    [InlineData("definition")]
    [InlineData("workflow")]
    public async Task A_definition_may_be_wrapped(string name)
    {
        var run = await RunAsync($$"""{"{{name}}": {{Failing}}}""");

        Assert.Equal("before\nStatus: Faulted\nIncident: boom: It went wrong.", run.Output);
    }

    [Fact]
    public async Task The_sandbox_answers_its_steps()
    {
        var run = await RunAsync(
            """
            {"definitionId": "mail", "outputs": [{"name": "Box", "type": "Object"}],
             "root": {"id": "create", "type": "Orchestrator.Step", "adapter": "mail", "operation": "create-mailbox",
               "input": {"address": "ann@example.com", "customer": "C-1"},
               "result": {"typeName": "Object", "memoryReference": {"id": "Box"}}}}
            """,
            "--json");

        using var answer = JsonDocument.Parse(run.Output);
        var box = answer.RootElement.GetProperty("outputs").GetProperty("Box");
        Assert.Equal("ann@example.com", box.GetProperty("address").GetString());
    }

    [Fact]
    public async Task What_cannot_be_run_is_told_with_its_place()
    {
        var run = await RunAsync("""{"definitionId": "broken", "root": """);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("definition.json:1:", run.Error);
    }

    [Fact]
    public async Task For_programs_what_cannot_be_run_is_one_object_too()
    {
        var run = await RunAsync("""{"definitionId": "broken", "root": """, "--json");

        using var answer = JsonDocument.Parse(run.Output);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("NotValid", answer.RootElement.GetProperty("status").GetString());
        Assert.Equal("WF001", answer.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_usage()
    {
        var run = await Run.Of(new ScriptedServer(), "workflow", "run", _folder.PathOf("none.json"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("none.json", run.Error);
    }

    private async Task<Run> RunAsync(string definition, params string[] options)
    {
        var file = _folder.PathOf("definition.json");
        await File.WriteAllTextAsync(file, definition);
        return await Run.Of(new ScriptedServer(), ["workflow", "run", file, .. options]);
    }
}
