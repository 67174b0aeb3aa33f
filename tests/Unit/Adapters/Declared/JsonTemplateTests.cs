using System.Text.Json;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Tests.Unit.Adapters.Declared;

public sealed class JsonTemplateTests
{
    private const string Scope =
        """
        { "input": { "name": "Ada", "vlan": 210, "on": false, "none": null, "tags": ["a", { "b": 1 }] } }
        """;

    [Theory]
    [InlineData("""{ "a": 1, "b": [true, null], "c": 1.50 }""", """{"a":1,"b":[true,null],"c":1.50}""")]
    [InlineData("\"${input.vlan}\"", "210")]
    [InlineData("\"${input.tags}\"", """["a",{"b":1}]""")]
    [InlineData("\"vlan ${input.vlan}\"", "\"vlan 210\"")]
    [InlineData("""{ "on": "${input.on?}" }""", """{"on":false}""")]
    [InlineData("""{ "x": "${input.x?}", "y": "${input.name}" }""", """{"y":"Ada"}""")]
    [InlineData("""["${input.none?}", "${input.x?}", null, 1]""", "[null,1]")]
    [InlineData("""{ "x": "<${input.x?}>" }""", """{"x":"\u003C\u003E"}""")]
    [InlineData("""{ "${input.name}": 1 }""", """{"${input.name}":1}""")]
    public void Texts_are_templates_and_one_place_alone_keeps_its_kind(string template, string expected)
    {
        Assert.Equal(expected, Fill(template));
    }

    [Theory]
    [InlineData("""{ "x": ["${input.x}"] }""", "There is no value for 'input.x'.")]
    [InlineData("\"tags: ${input.tags}\"", "'input.tags' is no text, number or boolean, and cannot stand in a text.")]
    public void What_is_missing_or_does_not_fit_is_named(string template, string expected)
    {
        Assert.Equal(expected, Assert.Throws<TemplateException>(() => Fill(template)).Message);
    }

    [Fact]
    public void It_can_be_filled_any_number_of_times()
    {
        var template = JsonTemplate.Parse(Parse("""{ "tags": "${input.tags}", "fixed": [1] }"""));

        var first = template.Fill(Parse(Scope));
        var second = template.Fill(Parse(Scope));

        Assert.Equal(first!.ToJsonString(), second!.ToJsonString());
    }

    private static string Fill(string template) =>
        JsonTemplate.Parse(Parse(template)).Fill(Parse(Scope))?.ToJsonString() ?? "null";

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
