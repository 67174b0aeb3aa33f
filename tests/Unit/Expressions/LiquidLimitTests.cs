using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.Liquid;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Expressions;

/// <summary>Whatever the template, it gives a text, or says what is wrong, and soon.</summary>
public sealed class LiquidLimitTests
{
    private static readonly LiquidLanguage Language = new();

    private static readonly string[] Words =
    [
        "{{", "}}", "{%", "%}", "{{-", "-%}", "if", "elsif", "else", "endif", "unless", "endunless", "for", "in",
        "endfor",
        "case", "when", "endcase", "assign", "capture", "endcapture", "cycle", "increment", "raw", "endraw", "comment",
        "endcomment", "liquid", "echo", "break", "continue", "reversed", "limit", "offset", "(1..9)", "(1..", ")", "[",
        "]",
        ".", ",", ":", "|", "=", "==", "<", ">=", "<>", "contains", "and", "or", "nil", "empty", "blank", "true", "'",
        "\"",
        "\\", "'a'", "5", "-1.5", "99999999999999999999999999999999", "x", "Variables", ".X", ".Items", ".Order",
        ".Name",
        "Input", "forloop", "plus: 1", "times: 99999999999999", "divided_by: 0", "split: ''", "join: 'ab'", "sort",
        "json",
        "date: '%Y%-d%100N'", "'now'", "slice: -1, 5", "truncate: 2", "replace: '', 'xyz'", "concat: Variables.Items",
        "append: x", "url_decode", "base64_decode", "escape", "round: 99", "map: 'id'", "uniq", "\n", " ", "\ud800",
        "é",
    ];

    [Theory]
    [InlineData("{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}", "It took more than 100000 steps. (line 1, column 28 of the template)")]
    [InlineData("{% for i in (1..99999) %}{% endfor %}", "A range has 99999 numbers, and may have 10000. (line 1, column 4 of the template)")]
    [InlineData("{% for i in (-2147483648..2147483647) %}{% endfor %}", "A range has 4294967296 numbers, and may have 10000. (line 1, column 4 of the template)")]
    [InlineData("{% assign x = 'x' %}\n{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}", "A text became longer than 262144 characters. (line 2, column 41 of the template)")]
    [InlineData("{% assign x = 'xxxxxxxxxx' %}{% for i in (1..9) %}{% assign x = x | replace: '', x %}{% endfor %}", "A text became longer than 262144 characters. (line 1, column 69 of the template)")]
    [InlineData("{% assign x = Variables.Items %}{% for i in (1..99) %}{% assign x = x | concat: x %}{% endfor %}", "A list became longer than 10000 items. (line 1, column 73 of the template)")]
    [InlineData("{% capture x %}{% for i in (1..9999) %}0123456789012345678901234567890123456789{% endfor %}{% endcapture %}", "A text became longer than 262144 characters. (line 1, column 40 of the template)")]
    [InlineData("{{ 99999999999999999999999999 | times: 99999999999999999999 }}", "A number became too large. (line 1, column 33 of the template)")]
    [InlineData("{{ 1 | divided_by: 0 }}", "A number was divided by 0. (line 1, column 8 of the template)")]
    [InlineData("{{ 1 | modulo: 0.3 }}", "A number was divided by 0. (line 1, column 8 of the template)")]
    [InlineData("{{ '%' | base64_decode }}", "A text is no base64. (line 1, column 10 of the template)")]
    [InlineData("{{ 'now' | date: '%Y' }}", "There is no time here. (line 1, column 12 of the template)")]
    [InlineData("{{ 'abc' | slice: 'x' }}", "Argument 1 of the filter 'slice' is no number. (line 1, column 12 of the template)")]
    [InlineData("{{ Variables.Items | concat: 1 }}", "The argument of the filter 'concat' is no list. (line 1, column 22 of the template)")]
    public void Past_a_limit_it_fails_with_its_place(string template, string message)
    {
        var script = Language.Parse(template);

        var failure = Assert.Throws<ExpressionFailedException>(() => script.Run(TestScope.Standard()));
        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void Texts_that_are_read_again_and_again_have_a_limit_too()
    {
        var scope = new TestScope().With("Big", $"\"{new string('x', 2_000_000)}\"");

        var failure = Assert.Throws<ExpressionFailedException>(() => Language.Parse(
            "{% for i in (1..9999) %}{% if Variables.Big contains 'y' %}{% endif %}{% endfor %}").Run(scope));

        Assert.StartsWith(
            "It went through more than 33554432 characters of text.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{% if true %}}", "{{% endif %}}")]
    [InlineData("{{% for i in (1..1) %}}", "{{% endfor %}}")]
    [InlineData("{{% case 1 %}}{{% when 1 %}}", "{{% endcase %}}")]
    [InlineData("{{% capture x %}}", "{{% endcapture %}}")]
    public void Blocks_that_are_nested_too_deep_do_not_parse(string open, string close)
    {
        open = open.Replace("{{%", "{%", StringComparison.Ordinal).Replace("%}}", "%}", StringComparison.Ordinal);
        close = close.Replace("{{%", "{%", StringComparison.Ordinal).Replace("%}}", "%}", StringComparison.Ordinal);
        string Nested(int levels) =>
            string.Concat(Enumerable.Repeat(open, levels)) + string.Concat(Enumerable.Repeat(close, levels));

        Assert.Equal("", Language.Parse(Nested(20)).Run(TestScope.Standard()).AsString);
        Assert.Equal(
            "Blocks are nested more than 64 deep",
            Assert.Throws<ScriptSyntaxException>(() => Language.Parse(Nested(100_000))).Message);
    }

    [Fact]
    public void Brackets_that_are_nested_too_deep_do_not_parse()
    {
        var wrong = Assert.Throws<ScriptSyntaxException>(() =>
            Language.Parse("{{ " + string.Concat(Enumerable.Repeat("x[", 100_000)) + " }}"));

        Assert.Equal("Brackets are nested more than 64 deep", wrong.Message);
    }

    [Theory]
    [InlineData("{{ x | a ")]
    [InlineData("{% raw %}{%")]
    [InlineData("{{\\'}}")]
    [InlineData("{% comment %}'")]
    [InlineData("{{ 'a' }}{%- # ")]
    [InlineData("{% liquid\n")]
    [InlineData("{{ 1 and ")]
    public void A_long_template_is_read_in_a_time_that_grows_with_its_length(string part)
    {
        var template = string.Concat(Enumerable.Repeat(part, 200_000));

        Assert.Throws<ScriptSyntaxException>(() => Language.Parse(template));
    }

    [Fact]
    public async Task Random_words_are_rendered_or_refused() => await Task.Run(() =>
        Prop.ForAll(FuzzLength.Seeds.ToArbitrary(), seed => Holds(Template(new Random(seed))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000 * FuzzLength.Times))).WaitAsync(FuzzLength.Hangs);

    [Fact]
    public async Task Templates_with_parts_changed_are_rendered_or_refused() => await Task.Run(() =>
        Prop.ForAll(FuzzLength.Seeds.ToArbitrary(), seed => Holds(Mutated(new Random(seed))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000 * FuzzLength.Times))).WaitAsync(FuzzLength.Hangs);

    private static void Holds(string template)
    {
        try
        {
            var first = Language.Parse(template).Run(TestScope.Standard());

            Assert.Equal(first, Language.Parse(template).Run(TestScope.Standard()));
        }
        catch (ScriptSyntaxException wrong)
        {
            Assert.True(wrong is { Line: > 0, Column: > 0, Message.Length: > 5 });
        }
        catch (ExpressionFailedException failed)
        {
            Assert.Matches(@"\(line [0-9]+, column [0-9]+ of the template\)$", failed.Message);
        }
    }

    private static string Template(Random random) =>
        string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(1, 30)).Select(_ => Word(random)));

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static string Mutated(Random random)
    {
        var template = """
            {% assign x = Variables.X | plus: 2 %}{% for i in Variables.Items limit: 3 %}{{ forloop.index }}:{{ i | json }}
            {% if i == 1 and x > 2 %}{{ Variables.Order.tags | join: ", " }}{% elsif i %}{% continue %}{% else %}no{% endif %}
            {% case x %}{% when 1, 7 %}{% capture y %}{{ Variables.Name | upcase }}{% endcapture %}{% else %}-{% endcase %}
            {% endfor %}{{ y | default: 'none' | truncate: 3 }}{% cycle 'a', 'b' %}{{- 'now' | date: '%F' -}} {{ "a" | slice: 0 }}
            """;
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var place = random.Next(template.Length);
            var length = Math.Min(random.Next(6), template.Length - place);
            template = template[..place] + (random.Next(3) == 0 ? "" : Word(random)) + template[(place + length)..];
        }

        return template;
    }
}
