using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Local.Cases;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>The cases beside the workflows, and what their files look like.</summary>
public sealed class WorkflowCaseTests
{
    private const string SchemaFile = "schema/workflow-test.schema.json";

    private static readonly Lazy<CaseReport> Report =
        new(() => CaseSuite.Run(Repository.PathOf("workflows"), OpenWorld));

    public static IEnumerable<object[]> Cases =>
        Report.Value.Cases.Select(one => new object[] { one.File, one.Name });

    public static TheoryData<string> Definitions => [.. Report.Value.Coverage.Select(one => one.File)];

    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(Repository.PathOf("workflows"), "*.test.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Files that are wrong: where, and what.</summary>
    public static TheoryData<string> Wrong =>
    [
        """{"cases": [{"name": "a", "expect": {"state": "completed"}}]}""",
        """{"workflow": "a.json", "cases": [{"expect": {"state": "completed"}}]}""",
        """{"workflow": "a.json", "cases": [{"name": "a"}]}""",
        """{"workflow": "a.json", "cases": [{"name": "a", "expect": {"state": "Done"}}]}""",
        """{"workflow": "a.json", "cases": [{"name": "a", "expect": {"state": "completed", "step": []}}]}""",
        """{"workflow": "a.json", "cases": [{"name": "a", "expect": {"state": "completed"}, "answers": {"s": [{"answer": "yes"}]}}]}""",
        """{"workflow": "a.json", "cases": [{"name": "a", "expect": {"state": "completed"}, "commands": [{"command": "hope"}]}]}""",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_case_comes_out_as_it_says(string file, string name) => Assert.Empty(
        Report.Value.Cases.Single(one => one.File == file && one.Name == name).Differences);

    [Fact]
    public void Every_workflow_has_cases()
    {
        var workflows = ExampleSandbox.Products
            .SelectMany(folder => Directory.GetFiles(folder, "*.json"))
            .Where(file => Path.GetFileName(file) != "product.json" && !file.EndsWith(
                ".test.json", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.PathOf("workflows"), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        Assert.Empty(Report.Value.Problems);
        Assert.Equal(workflows, Report.Value.Coverage.Select(one => one.File));
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void The_cases_reach_every_activity_branch_and_compensation(string file)
    {
        var reached = Report.Value.Coverage.Single(one => one.File == file).Reached;

        Assert.Empty(reached.ActivitiesMissed);
        Assert.Empty(reached.BranchesMissed);
        Assert.Empty(reached.CompensationsMissed);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_file_of_cases_fits_the_schema(string file) =>
        Assert.Empty((await SchemaAsync()).Validate(File.ReadAllText(Repository.PathOf(file))));

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_found_by_the_schema_and_by_the_reader(string text)
    {
        Assert.NotEmpty((await SchemaAsync()).Validate(text));
        Assert.ThrowsAny<JsonException>(() => CaseFile.Parse(text));
    }

    [Theory]
    [InlineData("", typeof(CaseFile))]
    [InlineData("case", typeof(WorkflowCase))]
    [InlineData("call", typeof(GivenCall))]
    [InlineData("signal", typeof(GivenSignal))]
    [InlineData("answer", typeof(ScriptedAnswer))]
    [InlineData("command", typeof(CaseCommand))]
    [InlineData("expected", typeof(Expected))]
    public void The_schema_tells_every_member_that_is_read(string definition, Type type)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf(SchemaFile)))!;
        var described =
            (definition.Length > 0 ? schema["definitions"]![definition]! : schema)["properties"]!.AsObject();

        var read = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name == "Schema" ? "$schema" : JsonNamingPolicy.CamelCase.ConvertName(property.Name));

        Assert.Equal(
            read.Order(StringComparer.Ordinal),
            described.Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("expected", "state", typeof(ActivationState))]
    [InlineData("answer", "answer", typeof(AnswerKind))]
    [InlineData("command", "command", typeof(CaseCommandKind))]
    [InlineData("command", "decision", typeof(FalloutDecision))]
    public void The_schema_tells_every_word_that_is_read(string definition, string member, Type type)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf(SchemaFile)))!;
        var words = schema["definitions"]![definition]!["properties"]![member]!["enum"]!.AsArray();

        Assert.Equal(
            Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName), words.Select(word => (string)word!));
    }

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Repository.PathOf(SchemaFile));

    private static LocalWorld OpenWorld(string near)
    {
        var sandbox = new ExampleSandbox();
        return new LocalWorld(sandbox.ByName, sandbox.Dispose);
    }
}
