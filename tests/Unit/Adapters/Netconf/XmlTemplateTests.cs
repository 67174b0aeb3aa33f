using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Netconf.Templates;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Tests.Unit.Adapters.Netconf;

/// <summary>A value is text, whatever it looks like.</summary>
public sealed class XmlTemplateTests
{
    [Fact]
    public void Values_stand_in_texts_and_attributes_and_are_never_XML()
    {
        var filled = Fill(
            "<?xml version='1.0'?><!-- A remark. --><a xmlns='urn:a' b='${input.x}'><c>v ${input.x}</c></a>",
            """{ "x": "</c><d>&\"'${input.y}" }""");

        Assert.Equal(
            """<config><a b="&lt;/c&gt;&lt;d&gt;&amp;&quot;'${input.y}" xmlns="urn:a">"""
                + """<c>v &lt;/c&gt;&lt;d&gt;&amp;"'${input.y}</c></a></config>""",
            filled);
    }

    [Fact]
    public void An_element_that_is_an_optional_place_is_left_out_where_there_is_no_value()
    {
        const string Template = "<a><b>${input.b?}</b><c>x${input.c?}</c><d>${input.d?}</d></a><e/>";

        Assert.Equal(
            "<config><a><b>1</b><c>x</c></a><e /></config>", Fill(Template, """{ "b": 1, "d": null }"""));
    }

    [Fact]
    public void What_is_missing_or_cannot_stand_in_XML_is_refused_without_its_value()
    {
        Assert.Equal(
            "There is no value for 'input.x'.",
            Assert.Throws<TemplateException>(() => Fill("<a>${input.x}</a>", "{}")).Message);
        Assert.DoesNotContain(
            "secret",
            Assert.Throws<TemplateException>(() => Fill("<a>${input.x}</a>", """{ "x": "secret\u0001" }""")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("text")]
    [InlineData("")]
    [InlineData("<a>${input.x</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]
    [InlineData("</root><root>")]
    public void What_is_no_XML_is_no_template(string text) =>
        Assert.Throws<FormatException>(() => XmlTemplate.Parse(text));

    [Fact]
    public void Canonical_XML_keeps_the_prefixes_that_values_use_and_no_others()
    {
        var tidy = Xml.Tidy(Xml.Parse(
            """
            <n:a xmlns:n="urn:n" xmlns:t="urn:t" xmlns:u="urn:u">
              <n:type>t:fast</n:type>
              <n:empty>
              </n:empty>
              <n:space>  </n:space>
            </n:a>
            """));

        Assert.Equal(
            """<a xmlns="urn:n"><type xmlns:t="urn:t">t:fast</type><empty /><space>  </space></a>""", Xml.Text(tidy));
    }

    private static string Fill(string template, string input)
    {
        using var scope = JsonDocument.Parse($$"""{ "input": {{input}} }""");
        return Xml.Text(XmlTemplate.Parse(template).Fill(scope.RootElement, "config"));
    }
}
