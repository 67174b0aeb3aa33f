using System.Text.Json;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Tests.Unit.Adapters.Declared;

public sealed class TemplateTests
{
    private static readonly JsonElement Scope = JsonDocument.Parse(
        """
        { "input": { "name": "Ada", "vlan": 210, "on": true, "none": null, "tags": ["a", "b"], "deep": { "er": "x" } } }
        """).RootElement;

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("${input.name}", "Ada")]
    [InlineData("${ input.name }", "Ada")]
    [InlineData("<${input.name}|${input.vlan}|${input.on}>", "<Ada|210|true>")]
    [InlineData("${input.tags.1}${input.deep.er}", "bx")]
    [InlineData("a${input.vlans?}b", "ab")]
    [InlineData("a${input.none?}b", "ab")]
    [InlineData("$${input.name}", "${input.name}")]
    [InlineData("$$${input.name}", "$${input.name}")]
    [InlineData("100 $ {x} }", "100 $ {x} }")]
    public void Places_are_filled_and_all_else_stays(string text, string expected)
    {
        Assert.Equal(expected, Template.Parse(text).Fill(Scope));
    }

    [Theory]
    [InlineData("${input.name", "The place that begins with '${input.name' is not closed by '}'.")]
    [InlineData("x${}", "A place is empty. Write ${input.name}.")]
    [InlineData("x${ ? }", "A place is empty. Write ${input.name}.")]
    public void A_place_that_is_not_closed_or_empty_is_no_template(string text, string expected)
    {
        Assert.Equal(expected, Assert.Throws<FormatException>(() => Template.Parse(text)).Message);
    }

    [Theory]
    [InlineData("${input.surname}", "There is no value for 'input.surname'.")]
    [InlineData("${input.none}", "There is no value for 'input.none'.")]
    [InlineData("${input.tags.2}", "There is no value for 'input.tags.2'.")]
    [InlineData("${input.tags.-1}", "There is no value for 'input.tags.-1'.")]
    [InlineData("${input.name.first}", "There is no value for 'input.name.first'.")]
    [InlineData("${input.deep}", "'input.deep' is no text, number or boolean, and cannot stand in a text.")]
    public void What_is_missing_or_does_not_fit_is_named(string text, string expected)
    {
        Assert.Equal(expected, Assert.Throws<TemplateException>(() => Template.Parse(text).Fill(Scope)).Message);
    }

    [Fact]
    public void Values_are_escaped_and_the_text_around_them_is_not()
    {
        Assert.Equal("a-(Ada)-a", Template.Parse("a-${input.name}-a").Fill(Scope, value => $"({value})"));
    }

    [Fact]
    public void Its_paths_are_known_before_it_is_filled()
    {
        Assert.Equal(["input.a", "output.b"], Template.Parse("${input.a} $${no} ${output.b?}").Paths);
    }
}
