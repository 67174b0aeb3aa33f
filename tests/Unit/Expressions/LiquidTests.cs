using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.Liquid;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Unit.Expressions;

/// <summary>Tags, paths, conditions and white space of templates.</summary>
public sealed class LiquidTests
{
    private static readonly LiquidLanguage Language = new();

    [Theory]
    [InlineData("{{ Variables.Name }}", "Ann")]
    [InlineData("{{ Variables['Order'].addr.city }}", "Oslo")]
    [InlineData("{{ Variables.Order.tags[1] }}{{ Variables.Order.tags.0 }}", "ba")]
    [InlineData("{{ Variables.Order.tags[9] }}{{ Variables.Order.tags[-1] }}{{ Variables.Name[0] }}", "")]
    [InlineData("{% assign key = 'name' %}{{ Variables.Order[key] }}", "widget")]
    [InlineData("{{ Variables.Order.size }}{{ Variables.Items.size }}{{ Variables.Name.size }}", "453")]
    [InlineData("{{ Variables.Null }}{{ Nothing.at.all }}", "")]
    [InlineData("{{ Variables.Items }}", "1two3.5true")]
    [InlineData("{{ Variables.Order }}", "")]
    [InlineData("{{ Input.Customer }}-{{ Input.line }}-{{ Input.other }}", "c1-7-")]
    [InlineData("{{ WorkflowDefinitionId }} {{ WorkflowDefinitionVersion }} {{ WorkflowInstanceId }}", "broadband 3 7f3a")]
    [InlineData("{{ WorkflowDefinitionVersionId }}|{{ CorrelationId }}", "broadband/versions/3|")]
    [InlineData("{{ 'it''s' }}", null)]
    [InlineData("{{ \"a\\n\\u0041\\\"}}\" }}", "a\nA\"}}")]
    [InlineData("{{ true }}{{ false }}{{ nil }}{{ empty }}{{ -5 }}{{ 1.50 }}", "truefalse-51.5")]
    public void Outputs_write_what_is_named(string template, string? expected) => Holds(template, expected);

    [Theory]
    [InlineData("{% if 1 < 2 and 2 < 1 or true %}y{% else %}n{% endif %}", "y")]
    [InlineData("{% if false and false or true %}y{% else %}n{% endif %}", "n")]
    [InlineData("{% if 5 == '5' %}y{% endif %}{% if '5' == 5 %}n{% endif %}", "y")]
    [InlineData("{% if nil < 1 or nil > 1 %}n{% endif %}{% if nil <= nil %}y{% endif %}", "y")]
    [InlineData("{% if 'b' > 'a' %}n{% endif %}", "")]
    [InlineData("{% if '' == empty and '' == blank and ' ' == blank and nil == blank and false == blank %}y{% endif %}", "y")]
    [InlineData("{% if nil == empty %}n{% endif %}{% if ' ' == empty %}n{% endif %}", "")]
    [InlineData("{% if Variables.Order.tags contains 'a' and Variables.Order contains 'id' %}y{% endif %}", "y")]
    [InlineData("{% if 'abc' startswith 'a' and 'abc' endswith 'bc' and 'abc' contains 'b' %}y{% endif %}", "y")]
    [InlineData("{% if Variables.Null contains 'a' %}n{% endif %}{% if 1 <> 2 and 1 != 2 %}y{% endif %}", "y")]
    [InlineData("{% if 0 %}y{% endif %}{% if '' %}y{% endif %}{% if empty %}y{% endif %}{% if nil %}n{% endif %}", "yyy")]
    [InlineData("{% unless false %}a{% endunless %}{% unless true %}b{% elsif true %}c{% else %}d{% endunless %}", "ac")]
    [InlineData("{% case Variables.X %}{% when 1, 5 %}a{% when 5 or 6 %}b{% else %}c{% endcase %}", "a")]
    [InlineData("{% case 'z' %} never {% when 'x' %}a{% else %}c{% endcase %}", "c")]
    [InlineData("{% case 'z' %}{% when 'x' %}a{% endcase %}", "")]
    public void Conditions_choose_what_is_written(string template, string expected) => Holds(template, expected);

    [Theory]
    [InlineData("{% for i in (1..Variables.X) offset:1 limit:3 reversed %}{{ i }}{% endfor %}", "432")]
    [InlineData("{% for i in (1..9) limit: -7 %}{{ i }}{% endfor %}", "12")]
    [InlineData("{% for i in (3..1) %}{{ i }}{% else %}none{% endfor %}", "none")]
    [InlineData("{% for i in Variables.Null %}{{ i }}{% else %}none{% endfor %}", "none")]
    [InlineData("{% for i in (1..4) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}", "13")]
    [InlineData("{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ forloop.index }} {% endfor %}{% endfor %}", "11 12 21 22 ")]
    [InlineData("{% for i in (4..6) offset:1 %}{{ forloop.index }}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.rindex0 }}{{ forloop.first }}{{ forloop.last }}{{ forloop.length }} {% endfor %}", "1021truefalse2 2110falsetrue2 ")]
    [InlineData("{% for i in (1..5) limit:2 %}{{ i }}{% endfor %}-{% for i in (1..5) offset:continue %}{{ i }}{% endfor %}", "12-345")]
    [InlineData("{% for one in Variables.Order.addr %}{{ one[0] }}={{ one[1] }}{% endfor %}", "city=Oslo")]
    [InlineData("{% for i in 'abc' %}{{ i }}.{% endfor %}", "abc.")]
    [InlineData("{% for i in (1..3) %}{% assign last = i %}{% endfor %}{{ last }}{{ i }}", "3")]
    [InlineData("{% for i in (1..3) %}{% cycle 'a', 'b' %}{% cycle 'x': 1, 2, 3 %}{% endfor %}", "a1b2a3")]
    [InlineData("{% for i in (1..3) %}{% cycle 'a', 'b' %}{% cycle 'c', 'd' %}{% endfor %}", "acbdac")]
    [InlineData("{% increment n %}{% increment n %}{% decrement n %}{% decrement m %}{{ n }}", "011-1")]
    public void Loops_go_through_lists_ranges_and_members(string template, string expected) =>
        Holds(template, expected);

    [Theory]
    [InlineData("a {%- assign x = 1 -%} b", "ab")]
    [InlineData("a\n  {{- 1 -}}\n b", "a1b")]
    [InlineData("{% comment %}{{ wrong {% if %} ' {% endcomment %}x", "x")]
    [InlineData("{% # it's a note %}x{% doc %} y {% enddoc %}", "x")]
    [InlineData("{% raw -%} {{ x }} {% if %} {%- endraw %}|", "{{ x }} {% if %}|")]
    [InlineData("{% capture c %}[{{ Variables.X }}]{% endcapture %}{{ c | append: c }}", "[5][5]")]
    [InlineData("{% liquid\n assign x = 2\n # a note\n if x == 2\n echo x | plus: 1\n endif\n%}", "3")]
    [InlineData("{% echo 'a' | upcase %}{ { } } %} }}", "A{ { } } %} }}")]
    [InlineData("a{% break %}b", "a")]
    public void White_space_comments_and_raw_text_are_kept_or_left_out(string template, string expected) =>
        Holds(template, expected);

    [Theory]
    [InlineData("{{ bad", "End of tag '}}' was expected", 1, 7)]
    [InlineData("a\n{% if Variables.X %}b", "'{% endif %}' was expected after this 'if'", 2, 4)]
    [InlineData("{% if %}{% endif %}", "A value is missing", 1, 7)]
    [InlineData("{{ }}", "A value is missing", 1, 4)]
    [InlineData("{{ 'a }}", "A quotation mark is never closed", 1, 4)]
    [InlineData("{{ a b }}", "'b' was not expected here", 1, 6)]
    [InlineData("{{ a | }}", "The name of a filter was expected", 1, 8)]
    [InlineData("{{ a | plus }}", "The filter 'plus' takes 1 arguments, and is given 0", 1, 8)]
    [InlineData("{% nothing %}", "There is no tag 'nothing' here", 1, 4)]
    [InlineData("{% endif %}", "There is no tag 'endif' here", 1, 4)]
    [InlineData("{% include 'x' %}", "'include' needs other templates, and there are none. Write the text here", 1, 4)]
    [InlineData("{% for a of b %}{% endfor %}", "'in' was expected", 1, 10)]
    [InlineData("{% assign 5 = 1 %}", "The name to assign to was expected, not '5 = 1'", 1, 11)]
    [InlineData("{% assign a 1 %}", "'=' was expected, not '1'", 1, 13)]
    [InlineData("{% raw %} {{", "'{% endraw %}' was expected", 1, 13)]
    [InlineData("{{ 'x' | time_zone: 'local' }}", "There is no filter 'time_zone' here: times are in UTC, wherever the server runs", 1, 10)]
    [InlineData("{{ 1 | format_number: 'N' }}", "There is no filter 'format_number' here: use round", 1, 8)]
    public void What_is_no_template_is_told_with_its_place(string template, string message, int line, int column)
    {
        var wrong = Assert.Throws<ScriptSyntaxException>(() => Language.Parse(template));

        Assert.Equal((message, line, column), (wrong.Message, wrong.Line, wrong.Column));
    }

    [Fact]
    public void A_template_tells_what_it_reads()
    {
        var script = Language.Parse(
            "{{ Variables.A }}{% if Variables['B'].c %}{{ Input.D | append: Input['E'] }}{% endif %}");

        Assert.Equal(["A", "B"], script.VariableNames);
        Assert.Equal(["D", "E"], script.InputNames);
        Assert.False(script.UsesComputedNames);
        Assert.Empty(script.AccessorNames);
        Assert.Empty(script.ActivityNames);
    }

    [Theory]
    [InlineData("{{ Variables[x] }}")]
    [InlineData("{{ Variables | json }}")]
    public void Names_that_are_computed_are_told_of(string template) =>
        Assert.True(Language.Parse(template).UsesComputedNames);

    [Fact]
    public void Names_in_pascal_case_are_found()
    {
        var scope = new TestScope().With("my-name", "\"Ann\"");

        Assert.Equal("Ann", Language.Parse("{{ Variables.MyName }}").Run(scope).AsString);
    }

    private static void Holds(string template, string? expected)
    {
        if (expected is null)
            Assert.Throws<ScriptSyntaxException>(() => Language.Parse(template));
        else
            Assert.Equal((Value)expected, Language.Parse(template).Run(TestScope.Standard()));
    }
}
