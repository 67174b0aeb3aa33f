extern alias cli;

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using cli::Orchestrator.V1;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class GraphTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [InlineData("branches")]
    [InlineData("flowchart")]
    public async Task A_definition_is_drawn_in_ASCII(string sample)
    {
        var run = await Run.Of(new ScriptedServer(), "workflow", "graph", Golden.File($"{sample}.json"));

        Golden.AssertSame($"{sample}.txt", run.Output);
        Assert.All(run.Output, letter => Assert.True(char.IsAscii(letter)));
    }

    [Fact]
    public async Task A_definition_is_drawn_in_box_drawing_letters()
    {
        var run = await Run.Of(
            new ScriptedServer(), "workflow", "graph", Golden.File("flowchart.json"), "--format", "unicode");

        Golden.AssertSame("flowchart.unicode.txt", run.Output);
    }

    [Theory]
    [InlineData("branches", 10)]
    [InlineData("flowchart", 8)]
    public async Task A_definition_is_drawn_as_SVG_with_a_shape_for_each_activity(string sample, int shapes)
    {
        using var folder = new TemporaryFolder("graph");
        var file = folder.PathOf("graph.svg");

        var run = await Run.Of(
            new ScriptedServer(), "workflow", "graph", Golden.File($"{sample}.json"), "--output", file);

        var image = XDocument.Load(file).Root!;
        Assert.Equal("", run.Output);
        Assert.Equal(Svg + "svg", image.Name);
        Assert.Equal(
            shapes,
            image.Descendants().Count(mark => (string?)mark.Attribute("class") is
                "step" or "choice" or "wait" or "other" or "fault" or "end"));
        Assert.Contains(image.Descendants(), mark => (string?)mark.Attribute("class") is "hard" or "soft");
    }

    [Fact]
    public async Task A_published_workflow_is_drawn_by_its_name()
    {
        var server = new ScriptedServer().On<GetWorkflowRequest>(_ => new Workflow
        {
            Name = "workflows/sample-flowchart/versions/2",
            Content = File.ReadAllText(Golden.File("flowchart.json")),
        });

        var run = await Run.Of(server, "workflow", "graph", "sample-flowchart@2");

        Golden.AssertSame("flowchart.txt", run.Output);
        Assert.Equal(
            new GetWorkflowRequest { Name = "workflows/sample-flowchart/versions/2" }, Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData("broadband/provision")]
    [InlineData("broadband/deprovision")]
    [InlineData("business-mail/provision")]
    [InlineData("business-mail/deprovision")]
    [InlineData("sip-trunk/provision")]
    [InlineData("sip-trunk/deprovision")]
    public async Task The_examples_are_drawn_with_every_step(string workflow)
    {
        var file = Path.Combine(Repository.Root, "workflows", workflow + ".json");

        var run = await Run.Of(new ScriptedServer(), "workflow", "graph", file);

        Assert.Equal(0, run.ExitCode);
        Assert.All(Steps(file), operation => Assert.Contains($"| {operation}", run.Output));
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 160));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"root\": 7}")]
    [InlineData("{\"root\": {\"type\": \"\\ud800\"}}")]
    [InlineData("{\"root\": {\"id\": \"no type\"}}")]
    public async Task What_is_no_definition_is_wrong_usage(string content)
    {
        var run = await Run.Of(
            new ScriptedServer(),
            world => world with { Input = new StringReader(content) },
            "workflow", "graph", "-");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_definition_with_anything_anywhere_is_drawn_or_refused(int seed)
    {
        var random = new Random(seed);
        var sample = random.Next(2) == 0 ? "branches.json" : "flowchart.json";
        var definition = JsonNode.Parse(File.ReadAllText(Golden.File(sample)))!;
        for (var changes = random.Next(1, 6); changes > 0; changes--) Spoil(definition, random);

        foreach (var format in new[] { "ascii", "svg" })
        {
            var run = await Run.Of(
                new ScriptedServer(),
                world => world with { Input = new StringReader(definition.ToJsonString()) },
                "workflow", "graph", "-", "--format", format);

            Assert.True(run.ExitCode is 0 or 2, run.Error);
            Assert.Equal(run.ExitCode == 0, run.Output.Length > 0);
        }
    }

    [Fact]
    public async Task A_definition_that_is_nested_too_deeply_is_refused()
    {
        const int Depth = 500;
        var content = string.Concat(Enumerable.Repeat("{\"type\":\"Elsa.FlowNode\",\"body\":", Depth))
            + "{\"type\":\"Elsa.End\"}" + new string('}', Depth);

        var run = await Run.Of(
            new ScriptedServer(),
            world => world with { Input = new StringReader(content) },
            "workflow", "graph", "-");

        Assert.Equal(2, run.ExitCode);
    }

    /// <summary>Puts something else where something is, or leaves it out.</summary>
    private static void Spoil(JsonNode node, Random random)
    {
        JsonNode? Other() => random.Next(7) switch
        {
            0 => null,
            1 => JsonValue.Create(random.Next()),
            2 => JsonValue.Create("check"),
            3 => JsonValue.Create(new string('w', 300) + "\u0000\u001b\uD800 <&>"),
            4 => new JsonArray(JsonValue.Create(true), new JsonObject()),
            5 => new JsonObject { ["type"] = "Elsa.Flowchart", ["activities"] = new JsonArray(new JsonObject()) },
            _ => new JsonObject { ["$values"] = new JsonObject() },
        };

        if (node is JsonArray { Count: > 0 } list)
        {
            var index = random.Next(list.Count);
            if (random.Next(3) > 0 && list[index] is { } inner) Spoil(inner, random);
            else if (random.Next(2) == 0) list.RemoveAt(index);
            else list[index] = Other();
        }
        else if (node is JsonObject { Count: > 0 } members)
        {
            var name = members.ElementAt(random.Next(members.Count)).Key;
            if (random.Next(4) > 0 && members[name] is JsonObject or JsonArray) Spoil(members[name]!, random);
            else if (random.Next(2) == 0) members.Remove(name);
            else members[name] = Other();
        }
    }

    private static IEnumerable<string> Steps(string file)
    {
        using var definition = JsonDocument.Parse(File.ReadAllText(file));
        return [.. Within(definition.RootElement)];

        static IEnumerable<string> Within(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray().SelectMany(Within)) yield return item;
            }

            if (element.ValueKind != JsonValueKind.Object) yield break;
            if (element.TryGetProperty("type", out var type) && type.ValueEquals("Orchestrator.Step"))
            {
                yield return $"{element.GetProperty("adapter").GetString()}.{element.GetProperty("operation").GetString()}";
            }

            foreach (var item in element.EnumerateObject().SelectMany(
                member => Within(member.Value))) yield return item;
        }
    }
}
