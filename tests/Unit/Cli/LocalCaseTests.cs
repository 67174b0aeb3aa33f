using System.Text.Json;
using System.Xml.Linq;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>orchestrator workflow test.</summary>
public sealed class LocalCaseTests : IDisposable
{
    private const string Definition = """
        {"definitionId": "mail", "root": {"id": "all", "type": "Elsa.Sequence", "activities": [
          {"id": "box", "type": "Orchestrator.Step", "adapter": "mail", "operation": "create-mailbox",
           "input": {"address": "ann@example.com", "customer": "C-1"}},
          {"id": "big", "type": "Elsa.If",
           "condition": {"typeName": "Boolean", "expression": {"type": "JavaScript", "value": "getInput('Big') === true"}},
           "then": {"id": "greet", "type": "Elsa.WriteLine", "text": "big"}}]}}
        """;

    private readonly TemporaryFolder _folder = new("cases");

    public LocalCaseTests() => File.WriteAllText(_folder.PathOf("mail.json"), Definition);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cases_that_come_out_and_what_they_do_not_reach_are_told()
    {
        var run = await RunAsync("""{"name": "Small", "expect": {"state": "completed", "branches": ["big: else"]}}""");

        Assert.Equal(
            """
            mail.test.json
              ok      Small
            mail.json reached: 3 of 4 activities, 1 of 2 branches, 0 of 1 compensations
              no case reaches activity greet
              no case takes branch big: then
              no case undoes box
            1 passed, 0 failed
            """,
            run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Of_a_case_that_does_not_come_out_every_difference_is_told()
    {
        var run = await RunAsync(
            """
            {"name": "Wrong", "input": {"Big": true},
             "answers": {"box": [{"answer": "permanent", "code": "FULL", "message": "No room."}], "none": [{"answer": "unknown"}]},
             "commands": [{"command": "resolve", "step": "box", "decision": "skip"}],
             "expect": {"state": "completed", "steps": ["box"], "branches": ["big: then"], "compensations": ["box"],
                        "output": {"a": 1}, "lines": ["big"], "incidents": []}}
            """);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            """
              failed  Wrong
                      state: expected Completed, and it is RolledBack: Everything was undone.
                      steps: expected ["box"], and it is []
                      branches: expected ["big: then"], and it is []
                      compensations: expected ["box"], and it is []
                      lines: expected ["big"], and it is []
                      incidents: expected [], and it is ["box: No room."]
                      output: expected {"a":1}, and it is {}
                      refused: activations/
            """,
            run.Output);
        Assert.Contains("answers of none were not all used: no such call came", run.Output);
        Assert.Contains("0 passed, 1 failed", run.Output);
    }

    [Fact]
    public async Task For_programs_it_is_one_object()
    {
        var run = await RunAsync("""{"name": "Small", "expect": {"state": "running"}}""", "--json");

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(1, report.RootElement.GetProperty("failed").GetInt32());
        Assert.Equal(
            """{"file":"mail.test.json","name":"Small","passed":false,"differences":["state: expected Running, and it is Completed: Its workflow has finished."]}""",
            report.RootElement.GetProperty("cases")[0].GetRawText());
        Assert.Equal(
            """{"file":"mail.json","activities":{"all":4,"missed":["greet"]},"branches":{"all":2,"missed":["big: then"]},"compensations":{"all":1,"missed":["box"]}}""",
            report.RootElement.GetProperty("coverage")[0].GetRawText());
    }

    [Fact]
    public async Task Build_servers_get_the_XML_of_JUnit()
    {
        var file = _folder.PathOf("junit.xml");

        var run = await RunAsync(
            """
            {"name": "Good", "expect": {"state": "completed"}}, {"name": "Bad", "expect": {"state": "held"}}
            """,
            "--junit",
            file);

        var suites = XDocument.Load(file).Root!;
        var cases = suites.Descendants("testcase").ToList();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            ("2", "1", "0"),
            (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Attribute("errors")!.Value));
        Assert.Equal(["Good", "Bad"], cases.Select(one => one.Attribute("name")!.Value));
        Assert.Equal(
            "state: expected Held, and it is Completed: Its workflow has finished.",
            Assert.Single(cases[1].Elements("failure")).Value);
    }

    [Theory]
    [InlineData("""{"name": "a"}""", "expect")]
    [InlineData("""{"name": "a", "expect": {"state": "completed", "stats": 1}}""", "stats")]
    public async Task A_file_of_cases_that_is_wrong_is_told_and_nothing_is_run(string one, string word)
    {
        var run = await RunAsync(one);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("mail.test.json: It is no file of cases", run.Output);
        Assert.Contains(word, run.Output);
    }

    [Fact]
    public async Task A_definition_that_is_not_valid_is_told_with_its_place()
    {
        await File.WriteAllTextAsync(_folder.PathOf("mail.json"), """{"definitionId": "mail", "root": {"type": "None"}}""");

        var run = await RunAsync("""{"name": "a", "expect": {"state": "completed"}}""");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("mail.test.json: Its definition is not valid.", run.Output);
        Assert.Contains("mail.json:1:", run.Output);
    }

    [Fact]
    public async Task A_folder_without_cases_is_wrong_usage()
    {
        var run = await Run.Of(new ScriptedServer(), "workflow", "test", _folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no *.test.json below", run.Error);
    }

    private async Task<Run> RunAsync(string cases, params string[] options)
    {
        await File.WriteAllTextAsync(
            _folder.PathOf("mail.test.json"), $$"""{"workflow": "mail.json", "cases": [{{cases}}]}""");
        return await Run.Of(new ScriptedServer(), ["workflow", "test", _folder.Path, .. options]);
    }
}
