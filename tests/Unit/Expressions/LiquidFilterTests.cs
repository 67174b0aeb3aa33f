using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.Liquid;

namespace Orchestrator.Tests.Unit.Expressions;

public sealed class LiquidFilterTests
{
    private static readonly LiquidLanguage Language = new();

    [Theory]
    [InlineData("'ann lee' | capitalize", "Ann Lee")]
    [InlineData("' a ' | strip | append: '|'", "a|")]
    [InlineData("'aXbX' | replace: 'X', '-' | remove: 'b'", "a--")]
    [InlineData("'ab' | replace: '', '.'", ".a.b.")]
    [InlineData("'aXbX' | replace_last: 'X', '-' | remove_first: 'a' | remove_last: '-'", "Xb")]
    [InlineData("'a\\r\\nb\\nc' | newline_to_br", "a<br />b<br />c")]
    [InlineData("'a\\r\\nb' | strip_newlines", "ab")]
    [InlineData("'hello' | slice: 1, 3", "ell")]
    [InlineData("'hello' | slice: -3, 9", "llo")]
    [InlineData("'hello' | slice: 9", "")]
    [InlineData("'hello' | slice: -9", "")]
    [InlineData("'1,2,3' | split: ',' | slice: 1, 2 | join", "2 3")]
    [InlineData("'hello' | truncate: 4", "h...")]
    [InlineData("'hello' | truncate: 4, ''", "hell")]
    [InlineData("'hello' | truncate", "hello")]
    [InlineData("'one two three' | truncatewords: 2, '!'", "one two!")]
    [InlineData("'myOrderID 7' | handleize", "my-order-id7")]
    [InlineData("'a  b' | split: ' ' | size", "2")]
    [InlineData("'abc' | split: '' | join: '-'", "a-b-c")]
    [InlineData("'' | split: ',' | size", "0")]
    public void Texts(string expression, string expected) => Holds(expression, expected);

    [Theory]
    [InlineData("'3.7' | plus: 1", "4.7")]
    [InlineData("10 | divided_by: 4", "2")]
    [InlineData("10 | divided_by: 4.0", "2.5")]
    [InlineData("-7 | divided_by: 2", "-4")]
    [InlineData("5.5 | modulo: 4", "2")]
    [InlineData("2.5 | times: 2", "5.0")]
    [InlineData("-2.5 | abs", "2.5")]
    [InlineData("2.5 | ceil", "3")]
    [InlineData("2.5 | floor", "2")]
    [InlineData("2.5 | round", "2")]
    [InlineData("2.675 | round: 2", "2.68")]
    [InlineData("5 | at_least: '7'", "7")]
    [InlineData("123456789012345678 | plus: 1", "123456789012345679")]
    [InlineData("true | plus: 1", "2")]
    [InlineData("nil | plus: 1", "1")]
    public void Numbers(string expression, string expected) => Holds(expression, expected);

    [Theory]
    [InlineData("Variables.L | sort | join: ','", "1,2,10")]
    [InlineData("Variables.L | reverse | join: ','", "1,10,2")]
    [InlineData("Variables.S | sort | join: ','", "B,a,c")]
    [InlineData("Variables.S | sort_natural | join: ','", "a,B,c")]
    [InlineData("Variables.P | sort: 'n' | map: 'id' | join: ','", "2,1,3")]
    [InlineData("Variables.P | where: 'n', 5 | map: 'id'", "1")]
    [InlineData("Variables.P | where: 'n' | map: 'id' | join: ','", "1,2")]
    [InlineData("Variables.P | reject: 'n' | map: 'id'", "3")]
    [InlineData("Variables.P | find: 'n', 4 | json", "{\"id\":2,\"n\":4}")]
    [InlineData("Variables.P | find_index: 'n', 4", "1")]
    [InlineData("Variables.P | has: 'n', 9", "false")]
    [InlineData("Variables.P | map: 'n' | compact | size", "2")]
    [InlineData("Variables.P | sum: 'n'", "9")]
    [InlineData("Variables.L | sum", "13")]
    [InlineData("Variables.D | uniq | json", "[1,\"1\",[1],{\"a\":1}]")]
    [InlineData("Variables.L | concat: Variables.S | size", "6")]
    [InlineData("Variables.O | keys | join: ','", "id,a")]
    [InlineData("'abc' | reverse", "cba")]
    [InlineData("'abc' | join: '-'", "abc")]
    [InlineData("Variables.L | first", "2")]
    [InlineData("'' | default: 'x'", "x")]
    [InlineData("false | default: 'x'", "x")]
    [InlineData("false | default: 'x', allow_false: true", "false")]
    [InlineData("0 | default: 'x'", "0")]
    public void Lists(string expression, string expected) => Holds(expression, expected);

    [Theory]
    [InlineData("'<a b=\"c\">é😀\\'' | escape", "&lt;a b=&quot;c&quot;&gt;&#233;&#128512;&#39;")]
    [InlineData("'1 &lt; 2 & 3' | escape_once", "1 &lt; 2 &amp; 3")]
    [InlineData("'a<b>c</b>' | strip_html", "ac")]
    [InlineData("'a b&ü' | url_encode", "a+b%26%C3%BC")]
    [InlineData("'a+b%26%C3%BC%' | url_decode", "a b&ü%")]
    [InlineData("'a?b' | base64", "YT9i")]
    [InlineData("'YT9i' | base64_decode", "a?b")]
    [InlineData("'a?>' | base64_url_safe_encode | base64_url_safe_decode", "a?>")]
    [InlineData("'a' | sha256", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")]
    [InlineData("'a' | md5", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("Variables.O | json", "{\"id\":7,\"a\":[1.5,null,true]}")]
    [InlineData("'<\"' | json", "\"\\u003C\\u0022\"")]
    public void Encodings(string expression, string expected) => Holds(expression, expected);

    [Theory]
    [InlineData("'2024-02-29T13:05:09.123Z' | date: '%Y-%m-%d %H:%M:%S.%L %p %I %l %j %y %e'", "2024-02-29 13:05:09.123 PM 01  1 060 24 29")]
    [InlineData("'2024-03-01' | date: '%A %a %B %b %-d/%-m %^a %u %w %U %W %V %G'", "Friday Fri March Mar 1/3 FRI 5 5 08 09 09 2024")]
    [InlineData("'2024-03-01T01:00:00+02:00' | date: '%F %T %R %D %z %:z %Z %s'", "2024-02-29 23:00:00 23:00 02/29/24 +0000 +00:00 +00:00 1709247600")]
    [InlineData("0 | date: '%c|%x|%X|%h|%C|%N|%3N|%n%t%%|%Q'", "Thursday, 01 January 1970 00:00:00|01/01/1970|00:00|Jan|19|000000000|000|\n\t%|%Q")]
    [InlineData("'2024-03-01T01:02:03Z' | date: '%-H:%_M:%-S %05d'", "1: 2:3 00001")]
    [InlineData("'2024' | date: '%F'", "2024-01-01")]
    [InlineData("'no date' | date: '%F'", "")]
    [InlineData("'now' | date: '%F %H'", "2026-05-04 03")]
    [InlineData("nil | date: '%F'", "")]
    public void Dates(string expression, string expected) => Holds(expression, expected);

    private static void Holds(string expression, string expected)
    {
        var scope = new TestScope { Facts = new("w", 1, "1") { Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero) } }
            .With("L", "[2,10,1]")
            .With("S", "[\"a\",\"c\",\"B\"]")
            .With("P", "[{\"id\":1,\"n\":5},{\"id\":2,\"n\":4},{\"id\":3}]")
            .With("D", "[1,\"1\",[1],{\"a\":1},1,[1],{\"a\":1},\"1\"]")
            .With("O", "{\"id\":7,\"a\":[1.5,null,true]}");

        Assert.Equal(expected, Language.Parse($"{{{{ {expression} }}}}").Run(scope).AsString);
    }
}
