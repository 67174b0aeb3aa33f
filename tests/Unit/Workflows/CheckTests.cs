using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Expressions;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>What publishing refuses or warns of, and what it lets pass.</summary>
public sealed class CheckTests
{
    private const string Ping = "{'id': 'ping', 'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping'}";

    private static readonly WorkflowReaderOptions Options = new(new TestCatalog(), ScriptLanguages.All);

    [Theory]
    [InlineData("WF031", "Script", "getNothing()")]
    [InlineData("WF032", "Script", "getInput('nothing')")]
    [InlineData("WF033", "Script", "getOutputFrom('nobody', 'x')")]
    [InlineData("WF034", "Script", "getOutputFrom('later', 'x')")]
    [InlineData(null, "Script", "getOutputFrom('ping', 'x')")]
    [InlineData(null, "Script", "getCounter()")]
    public void Scripts_refer_to_what_is_there_in_time(string? code, string id, string script) =>
        Expect(code, Sequence(
            Ping,
            $"{{'id': '{id}', 'type': 'Elsa.WriteLine', 'text': {{'expression': {{'type': 'JavaScript', 'value': "
                + $"\"{script}\"}}}}}}",
            Ping.Replace("'id': 'ping'", "'id': 'later'", StringComparison.Ordinal)));

    [Theory]
    [InlineData("WF050", "'adapter': 'nobody', 'operation': 'ping'")]
    [InlineData("WF051", "'adapter': 'router', 'operation': 'pong'")]
    [InlineData("WF052", "'adapter': 'router', 'operation': 'check-port', 'input': {}")]
    [InlineData("WF052", "'adapter': 'router', 'operation': 'check-port', 'input': {'device': 7}")]
    [InlineData("WF053", "'adapter': 'router', 'operation': 'ping', 'compensation': {'operation': 'pong'}")]
    [InlineData("WF054", "'adapter': 'router', 'operation': 'ping', 'compensation': {'operation': 'close-port', 'input': {}}")]
    [InlineData("WF055", "'adapter': 'post', 'operation': 'send', 'input': {'to': 'x'}")]
    [InlineData("WF056", "'adapter': 'post', 'operation': 'send', 'input': {'to': 'x'}, 'pointOfNoReturn': 'soft'")]
    [InlineData("WF059", "'adapter': 'router', 'operation': 'ping', 'lane': ''")]
    [InlineData("WF060", "'adapter': 'router', 'operation': 'ping', 'penalty': 'a fee'")]
    [InlineData(null, "'adapter': 'post', 'operation': 'send', 'input': {'to': 'x'}, 'compensation': 'none'")]
    [InlineData(null, "'adapter': 'router', 'operation': 'open-port', 'input': {'device': 'r1'}")]
    public void Steps_fit_the_adapters(string? code, string step) =>
        Expect(code, Sequence($"{{'id': 's', 'type': 'Orchestrator.Step', {step}}}", Counter));

    [Fact]
    public void A_step_that_rolls_back_after_a_hard_point_is_refused() =>
        Expect("WF057", Sequence(
            "{'id': 'port', 'type': 'Orchestrator.Step', 'adapter': 'post', 'operation': 'send', 'input': {'to': 'x'}, "
                + "'compensation': 'none', 'pointOfNoReturn': 'hard', 'onFailure': 'fallOut'}",
            Ping,
            Counter));

    [Theory]
    [InlineData("WF043", "{'id': 'w', 'type': 'Elsa.While', 'condition': true, 'body': {'id': 'l', 'type': 'Elsa.WriteLine', 'text': 'x'}}")]
    [InlineData("WF044", "{'id': 'w', 'type': 'Elsa.While', 'condition': true, 'body': {'id': 'd', 'type': 'Elsa.Delay', 'timeSpan': '00:01:00'}}")]
    [InlineData(null, "{'id': 'w', 'type': 'Elsa.While', 'condition': true, 'body': {'id': 'f', 'type': 'Elsa.Finish'}}")]
    public void Loops_end(string? code, string loop) => Expect(code, Sequence(loop, Counter));

    [Fact]
    public void What_comes_after_the_end_is_never_reached() =>
        Expect("WF042", Sequence(Counter, "{'id': 'f', 'type': 'Elsa.Finish'}", Ping));

    [Theory]
    [InlineData("WF041", "'Maybe'")]
    [InlineData(null, "'Done'")]
    public void Connections_leave_by_outcomes_that_there_are(string? code, string port) => Expect(
        code,
        $"{{'id': 'c', 'type': 'Elsa.Flowchart', 'activities': [{Ping}, {Counter}], 'connections': "
            + $"[{{'source': {{'activity': 'ping', 'port': {port}}}, 'target': {{'activity': 'count'}}}}]}}");

    [Fact]
    public void A_variable_that_nothing_uses_is_warned_of() => Expect("WF036", Ping);

    private const string Counter =
        "{'id': 'count', 'type': 'Elsa.SetVariable', 'variable': {'id': 'v', 'name': 'Counter'}, 'value': 1}";

    private static string Sequence(params string[] activities) =>
        $"{{'id': 'root', 'type': 'Elsa.Sequence', 'activities': [{string.Join(", ", activities)}, "
            + "{'id': 'keep', 'type': 'Elsa.WriteLine', 'text': {'expression': {'type': 'JavaScript', 'value': 'getCounter()'}}}]}";

    private static void Expect(string? code, string root)
    {
        var json = $"{{'definitionId': 'd', 'name': 'D', 'variables': [{{'id': 'v', 'name': 'Counter', 'typeName': "
            + $"'Object'}}], 'root': {root}}}";

        var found = WorkflowReader.Read(Quote(json), Options, 1).Diagnostics;

        if (code is null)
        {
            Assert.Empty(found);
            return;
        }

        var problem = Assert.Single(found, diagnostic => diagnostic.Code == code);
        Assert.True(problem is { Line: > 0, Column: > 0, Pointer.Length: > 0 }, $"{problem} names no place.");
    }

    /// <summary>Single quotation marks become double ones, but within scripts, which are in double ones.</summary>
    private static string Quote(string json) => string.Concat(json.Split('"').Select((part, index) =>
        index % 2 == 0 ? part.Replace('\'', '"') : $"\"{part}\""));
}
