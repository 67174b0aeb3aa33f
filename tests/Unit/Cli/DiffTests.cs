extern alias cli;

using System.Text.Json;
using cli::Orchestrator.V1;
using Orchestrator.Core.Workflows.Schema;
using Orchestrator.Engine.Expressions;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class DiffTests
{
    [Fact]
    public async Task Two_versions_are_told_apart_in_words_with_what_it_means()
    {
        var run = await Run.Of(
            new ScriptedServer(), "workflow", "diff", Golden.File("diff-before.json"), Golden.File("diff-after.json"));

        Assert.Equal(0, run.ExitCode);
        Golden.AssertSame("diff.txt", Nameless(run.Output));
    }

    [Fact]
    public async Task The_same_is_told_as_JSON()
    {
        var run = await Run.Of(
            new ScriptedServer(),
            "workflow", "diff", Golden.File("diff-before.json"), Golden.File("diff-after.json"), "--json");

        using var document = JsonDocument.Parse(run.Output);
        var changes = document.RootElement.GetProperty("changes").EnumerateArray().ToList();
        Assert.False(document.RootElement.GetProperty("same").GetBoolean());
        Assert.True(document.RootElement.GetProperty("felt").GetBoolean());
        Assert.Equal(
            """{"area":"orders","kind":"added","subject":"vlan","text":"input 'vlan' (Int32), required","meaning":"An order without it is refused: clients must send it before this version is published."}""",
            changes.Single(change => change.GetProperty("subject").GetString() == "vlan").GetRawText());
        Assert.Equal(
            ["activities", "flow", "looks", "orders", "undo"],
            changes.Select(change => change.GetProperty("area").GetString()!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_the_same_but_for_the_way_it_is_written_is_the_same()
    {
        var wrapped = """{"root":{"type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"a"}}}}""";
        var plain = """{"root":{"type":"Elsa.WriteLine","id":"WriteLine1","text":"a"}}""";

        var run = await Compared(wrapped, plain);

        Assert.EndsWith("They are the same.", run.Output);
    }

    [Fact]
    public async Task What_only_people_see_is_noticed_by_no_activation()
    {
        var run = await Compared(
            """{"name":"A","root":{"type":"Elsa.Finish","id":"f","metadata":{"designer":{"position":{"x":1}}}}}""",
            """{"name":"B","root":{"type":"Elsa.Finish","id":"f","metadata":{"designer":{"position":{"x":2}}}}}""");

        Assert.EndsWith(
            "Looks\n  ~ name A -> B\n  ~ 1 activities are drawn otherwise\n\nNo activation notices anything of it.",
            run.Output);
    }

    [Fact]
    public async Task Published_versions_are_fetched_by_their_names()
    {
        var server = new ScriptedServer().On<GetWorkflowRequest>(asked => new Workflow
        {
            Name = asked.Name,
            Content = File.ReadAllText(Golden.File(asked.Name.EndsWith('1') ? "diff-before.json" : "diff-after.json")),
        });

        var run = await Run.Of(server, "workflow", "diff", "line@1", "line@2");

        Assert.StartsWith("from workflows/line/versions/1\nto   workflows/line/versions/2\n", run.Output);
        Golden.AssertSame("diff.txt", Nameless(run.Output));
    }

    [Theory]
    [InlineData("nothing", " is not JSON:")]
    [InlineData("{}", " cannot be compared. It has no 'root'")]
    [InlineData("[]", " cannot be compared. It has no 'root'")]
    public async Task What_is_no_definition_is_wrong_usage(string content, string message)
    {
        var run = await Compared("""{"root":{"type":"Elsa.Finish"}}""", content);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"'-'{message}", run.Error);
    }

    [Fact]
    public async Task The_schema_is_printed_as_the_file_for_editors_has_it()
    {
        var run = await Run.Of(new ScriptedServer(), "workflow", "schema");

        var schema = File.ReadAllText(Repository.PathOf("schema/workflow.schema.json")).TrimEnd('\n');
        Assert.Equal(WorkflowSchema.Generate(ScriptLanguages.All.Select(one => one.Name)).TrimEnd('\n'), schema);
        Assert.Equal(schema, run.Output);
    }

    private static async Task<Run> Compared(string before, string after)
    {
        using var folder = new TemporaryFolder("diff");
        return await Run.Of(
            new ScriptedServer(), world => world with
            {
                Input = new StringReader(after),
            }, "workflow", "diff", folder.Write("before.json", before), "-");
    }

    /// <summary>Without the first lines, which name the files.</summary>
    private static string Nameless(string page) =>
        string.Join('\n', page.Split('\n').SkipWhile(line => line.Length > 0));
}
