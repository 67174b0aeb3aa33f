using NJsonSchema;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Schema;
using Orchestrator.Engine.Expressions;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

public sealed class WorkflowSchemaTests
{
    private const string File = "schema/workflow.schema.json";

    private static readonly Lazy<Task<JsonSchema>> Schema =
        new(() => JsonSchema.FromJsonAsync(
            WorkflowSchema.Generate(ScriptLanguages.All.Select(language => language.Name))));

    /// <summary>Problems that a schema can tell, and does.</summary>
    private static readonly HashSet<string> Told =
        ["WF003", "WF004", "WF005", "WF006", "WF007", "WF009", "WF010", "WF020"];

    public static TheoryData<string> Files { get; } = new(
        ExampleSandbox.Products.Append(Repository.PathOf("tests/EndToEnd/Workflows"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.json"))
            .Where(file => Path.GetFileName(file) != "product.json" && !file.EndsWith(
                ".test.json", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal));

    public static TheoryData<string> Codes { get; } =
        new(DiagnosticCodes.All.Select(code => code.Code).Where(code => code is not ("WF001" or "WF002")));

    /// <summary>What the reader takes, written in other ways than usual.</summary>
    public static TheoryData<string> Good { get; } =
    [
        "{'type': 'Elsa.WriteLine', 'text': {'typeName': 'String', 'expression': {'type': 'literal', 'value': 5}, 'memoryReference': {'id': 'x'}}}",
        "{'type': 'Elsa.Sequence', 'activities': {'_type': 'x', 'items': [{'type': 'Elsa.Finish'}]}}",
        "{'type': 'Elsa.Sequence', 'activities': {'type': 'Elsa.Finish'}}",
        "{'type': 'Elsa.If', 'condition': 'True', 'then': {'type': 'Elsa.Finish'}, 'metadata': {'designer': {}}, "
            + "'nodeId': 'a'}",
        "{'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': {'expression': {'type': 'Literal', 'value': 'ping'}}, 'pointOfNoReturn': 'SOFT'}",
        "{'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping', 'retry': {'attempts': '5'}, "
            + "'timeout': 'pt1m', 'compensation': 'none'}",
        "{'type': 'Elsa.FlowSwitch', 'cases': [{'label': 'A', 'condition': {'type': 'Literal', 'value': true}}], "
            + "'mode': 'MatchAny'}",
        "{'type': 'Elsa.Switch', 'cases': [{'condition': {'type': 'JavaScript', 'value': 'true'}, 'activity': {'type': 'Elsa.Finish'}}]}",
    ];

    public static TheoryData<string, string> Bad { get; } = new()
    {
        { "#/root", "{'type': 'Elsa.StateMachine', 'states': []}" },
        { "#/root", "{'type': 'Elsa.Delay', 'timeSpan': 'soon'}" },
        { "#/root", "{'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping', 'onFailure': 'ignore'}" },
        { "#/root", "{'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping', 'retry': {'attempts': 0}}" },
        { "#/root", "{'type': 'Orchestrator.Step', 'adapter': 'router'}" },
        { "#/root.body", "{'type': 'Elsa.While', 'condition': true, 'body': {'type': 'Elsa.ForEach', 'items': 7}}" },
        { "#/root.activities", "{'type': 'Elsa.Parallel', 'activities': [{'type': 'Elsa.Event'}]}" },
        { "#/root.cases[0]", "{'type': 'Elsa.Switch', 'cases': [{'condition': true, 'activity': {'type': 'Nothing'}}]}" },
        { "#/root.id", "{'type': 'Elsa.Finish', 'id': 'a/b'}" },
    };

    [Fact]
    public void The_file_for_editors_is_what_the_reader_knows()
    {
        var schema = WorkflowSchema.Generate(ScriptLanguages.All.Select(language => language.Name));

        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_APPROVE") == "1")
            System.IO.File.WriteAllText(Repository.PathOf(File), schema);

        Assert.Equal(System.IO.File.ReadAllText(Repository.PathOf(File)), schema);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_workflow_of_the_repository_fits(string file) =>
        Assert.Empty(await Problems(System.IO.File.ReadAllText(Repository.PathOf(file))));

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Of_what_the_pages_show_it_tells_what_a_schema_can_tell_and_nothing_that_is_right(string code)
    {
        var page = CodePage.Read(code);

        Assert.Equal(Told.Contains(code), (await Problems(page.Wrong)).Any());
        Assert.Empty(await Problems(page.Right));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task What_the_reader_takes_fits_however_it_is_written(string root)
    {
        Assert.DoesNotContain(
            Definitions.Read(Definitions.WithRoot(root)).Diagnostics, problem => problem.Code is not "WF020");

        Assert.Empty(await Problems(Definitions.WithRoot(root).Replace('\'', '"')));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_the_reader_refuses_for_its_shape_is_told_where_it_stands(string place, string root)
    {
        Assert.Null(Definitions.Read(Definitions.WithRoot(root)).Plan);

        Assert.Contains(place, await Problems(Definitions.WithRoot(root).Replace('\'', '"')));
    }

    [Fact]
    public void What_it_says_of_a_step_that_leaves_things_out_is_what_such_a_step_gets()
    {
        const string Short = "'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping'";
        const string Retry =
            "{'attempts': 3, 'firstDelay': '00:00:01', 'factor': 2, 'delayMax': '00:05:00', 'jitter': 0.2}";
        var schema = WorkflowSchema.Generate([]);

        var left = Step($"{{{Short}}}");
        var given = Step($"{{{Short}, 'pointOfNoReturn': 'none', 'onFailure': 'rollBack', 'timeout': '00:00:30', "
            + $"'retry': {Retry}}}");

        Assert.Equal(
            (given.PointOfNoReturn, given.OnFailure, given.Timeout, given.Retry),
            (left.PointOfNoReturn, left.OnFailure, left.Timeout, left.Retry));
        foreach (var value in new[] { "\"none\"", "\"rollBack\"", "\"00:00:30\"", "3", "\"00:00:01\"", "2", "\"00:05:00\"", "0.2" })
            Assert.Contains($"\"default\": {value}", schema, StringComparison.Ordinal);
    }

    private static StepActivity Step(string root) =>
        Assert.IsType<StepActivity>(Definitions.Plan(Definitions.WithRoot(root)).Root);

    private static async Task<IEnumerable<string?>> Problems(string json) =>
        (await Schema.Value).Validate(json).Select(problem => problem.Path);
}
