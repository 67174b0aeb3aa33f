using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Expressions;

namespace Orchestrator.Tests.Unit.Expressions;

public class JavaScriptTests
{
    private static readonly JintLanguage Language = new();

    [Theory]
    [InlineData("1+2", "3")]
    [InlineData("getX() > 1", "true")]
    [InlineData("getX() + getX() * 2", "15")]
    [InlineData("\"3\" + 4", "\"34\"")]
    [InlineData("\"5\" - 2", "3")]
    [InlineData("1 + null", "1")]
    [InlineData("[] + []", "\"\"")]
    [InlineData("[1] + [2]", "\"12\"")]
    [InlineData("\"\" + getOrder()", "\"[object Object]\"")]
    [InlineData("\"\" + getItems()", "\"1,two,3.5,,true\"")]
    [InlineData("\"\" || \"e\"", "\"e\"")]
    [InlineData("0 && 1", "0")]
    [InlineData("getOrder().addr.city", "\"Oslo\"")]
    [InlineData("getOrder()[\"id\"]", "7")]
    [InlineData("getOrder().tags[1]", "\"b\"")]
    [InlineData("getOrder().nope", "null")]
    [InlineData("typeof getOrder().nope", "\"undefined\"")]
    [InlineData("getItems().length", "5")]
    [InlineData("getItems()[9]", "null")]
    [InlineData("getName().length", "3")]
    [InlineData("getName()[1]", "\"n\"")]
    [InlineData("variables.Name", "\"Ann\"")]
    [InlineData("variables['X']", "5")]
    [InlineData("typeof variables.Missing", "\"undefined\"")]
    [InlineData("getVariable(\"Flag\")", "true")]
    [InlineData("getInput(\"Customer\")", "\"c1\"")]
    [InlineData("getCustomer()", "\"c1\"")]
    [InlineData("getLine()", "7")]
    [InlineData("getInput('none') == null", "true")]
    [InlineData("getLastResult()", "\"last\"")]
    [InlineData("getWorkflowDefinitionId()", "\"broadband\"")]
    [InlineData("getWorkflowDefinitionVersion()", "3")]
    [InlineData("getWorkflowInstanceId()", "\"7f3a\"")]
    [InlineData("getOutputFrom('step1')", "{\"port\":3}")]
    [InlineData("getOutputFrom('step1', 'port')", "3")]
    [InlineData("getOutputFrom('step1', 'Result').port", "3")]
    [InlineData("getOutputFrom('step2') == null", "true")]
    [InlineData("getPortFromstep1()", "3")]
    [InlineData("typeof null", "\"object\"")]
    [InlineData("\"1\" == 1", "true")]
    [InlineData("null == undefined", "true")]
    [InlineData("null === undefined", "false")]
    [InlineData("NaN === NaN", "false")]
    [InlineData("null == 0", "false")]
    [InlineData("\"10\" < \"9\"", "true")]
    [InlineData("\"10\" < 9", "false")]
    [InlineData("'a' >= 1", "false")]
    [InlineData("[2] > 1", "true")]
    [InlineData("!!\"\"", "false")]
    [InlineData("-5 % 3", "-2")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("1 / 0", "null")]
    [InlineData("'' + 1 / 0", "\"Infinity\"")]
    [InlineData("'' + 1e21", "\"1e+21\"")]
    [InlineData("'' + 123456789012345680000", "\"123456789012345680000\"")]
    [InlineData("'' + 0.000001", "\"0.000001\"")]
    [InlineData("'' + 0.0000012345", "\"0.0000012345\"")]
    [InlineData("'' + 1e-7", "\"1e-7\"")]
    [InlineData("'' + 12345.678e20", "\"1.2345678e+24\"")]
    [InlineData("'' + 1234567890123456.7", "\"1234567890123456.8\"")]
    [InlineData("'' + 1.5e-7", "\"1.5e-7\"")]
    [InlineData("'' + -1234.5678", "\"-1234.5678\"")]
    [InlineData("'' + 0.1 * 3", "\"0.30000000000000004\"")]
    [InlineData("5 & 3", "1")]
    [InlineData("5 ^ 3", "6")]
    [InlineData("5 | 3", "7")]
    [InlineData("+' 0x1f '", "31")]
    [InlineData("+''", "0")]
    [InlineData("'' + +'1a'", "\"NaN\"")]
    [InlineData("-'3'", "-3")]
    [InlineData("0xff", "255")]
    [InlineData("getX() ? \"y\" : \"n\"", "\"y\"")]
    [InlineData("[1, getX(), {a: getName()}]", "[1,5,{\"a\":\"Ann\"}]")]
    [InlineData("({a: 1, b: undefined, 'c d': [null], 3: NaN})", "{\"a\":1,\"c d\":[null],\"3\":null}")]
    [InlineData("undefined", "null")]
    [InlineData("\"str\"", "\"str\"")]
    [InlineData("'😀'.length", "2")]
    public void What_only_reads_and_computes_gives_the_same_with_and_without_the_engine(string script, string expected)
    {
        var scope = TestScope.Standard();
        scope.Outputs["step1"] = Value.Object(("port", 3));
        var direct = (JintScript)Language.Parse(script);
        var returned = (JintScript)Language.Parse($"return {script}");
        var engine = (JintScript)Language.Parse($"var result = ({script}); result");

        Assert.Equal((true, true, false), (direct.IsDirect, returned.IsDirect, engine.IsDirect));
        Assert.Equal(
            [ValueJson.Parse(expected), ValueJson.Parse(expected), ValueJson.Parse(expected)],
            new[] { direct.Run(scope), returned.Run(scope), engine.Run(scope) });
    }

    [Theory]
    [InlineData("return getX() > 3 ? 'big' : 'small'", "\"big\"")]
    [InlineData("if (getX() > 3) return 'big'; else return 'small'", "\"big\"")]
    [InlineData("var i = 0; while (true) { if (++i > 3) break; } return i", "4")]
    [InlineData("var o = []; outer: for (var i=0;i<3;i++) { for (var j=0;j<3;j++) { if (j==1) continue outer; o.push(i) } } return o", "[0,1,2]")]
    [InlineData("let s = 0; for (let i = 0; i < 4; i++) { s += i } s", "6")]
    [InlineData("const name = getName(); return name + '!'", "\"Ann!\"")]
    [InlineData("try { null.x } catch (e) { return 'caught' } finally { }", "\"caught\"")]
    [InlineData("switch (getX()) { case 1: return 'a'; case 5: return 'b'; default: return 'c' }", "\"b\"")]
    [InlineData("var keys = []; for (var k in getOrder()) keys.push(k); keys.join()", "\"id,name,tags,addr\"")]
    [InlineData("getItems().map(function (x) { return typeof x }).join(',')", "\"number,string,number,object,boolean\"")]
    [InlineData("[1,2,3].reduce(function (a, b) { return a + b }, 0)", "6")]
    [InlineData("[10,9,1].sort()", "[1,10,9]")]
    [InlineData("[3,1,2].sort(function (a, b) { return b - a })", "[3,2,1]")]
    [InlineData("[1,2,3].reverse()", "[3,2,1]")]
    [InlineData("[1,2,3,4].splice(1,2)", "[2,3]")]
    [InlineData("[1,2].concat([3], 4)", "[1,2,3,4]")]
    [InlineData("[[1,[2]],3].toString()", "\"1,2,3\"")]
    [InlineData("[1,null,undefined].join('-')", "\"1--\"")]
    [InlineData("Array.isArray([])", "true")]
    [InlineData("new Array(3).length", "3")]
    [InlineData("Array(1, 2)", "[1,2]")]
    [InlineData("[] instanceof Array", "true")]
    [InlineData("new Date(0) instanceof Date", "true")]
    [InlineData("/a/ instanceof RegExp", "true")]
    [InlineData("String({})", "\"[object Object]\"")]
    [InlineData("String([1,[2]])", "\"1,2\"")]
    [InlineData("'abc'.split('')", "[\"a\",\"b\",\"c\"]")]
    [InlineData("'a,b,,c'.split(',')", "[\"a\",\"b\",\"\",\"c\"]")]
    [InlineData("'a,b,c'.split(',', 2)", "[\"a\",\"b\"]")]
    [InlineData("'a-b_c'.split(/[-_]/)", "[\"a\",\"b\",\"c\"]")]
    [InlineData("'a1b2'.split(/(\\d)/)", "[\"a\",\"1\",\"b\",\"2\",\"\"]")]
    [InlineData("'abc'.split(/(?:)/)", "[\"a\",\"b\",\"c\"]")]
    [InlineData("'abc'.slice(-2)", "\"bc\"")]
    [InlineData("'aXbX'.replace('X','-')", "\"a-bX\"")]
    [InlineData("'aXbX'.replace(/X/g,'-')", "\"a-b-\"")]
    [InlineData("'abc'.replace(/b/, function (m) { return m.toUpperCase() })", "\"aBc\"")]
    [InlineData("'John Smith'.replace(/(\\w+)\\s(\\w+)/, '$2, $1')", "\"Smith, John\"")]
    [InlineData("'abc'.replace('b', \"[$&$`$'$$$9]\")", "\"a[bac$$9]c\"")]
    [InlineData("'a1b22'.match(/\\d+/g)", "[\"1\",\"22\"]")]
    [InlineData("'a1b22'.match(/(\\d)(\\d)/)[2]", "\"2\"")]
    [InlineData("'abc'.match(/x/g)", "null")]
    [InlineData("'abc'.search('c')", "2")]
    [InlineData("new RegExp('B', 'i').test('abc')", "true")]
    [InlineData("'canal'.lastIndexOf('a')", "3")]
    [InlineData("'canal'.lastIndexOf('a', 2)", "1")]
    [InlineData("'abc'.lastIndexOf('x')", "-1")]
    [InlineData("'a'.concat('b', 1)", "\"ab1\"")]
    [InlineData("'a'.localeCompare('b')", "-1")]
    [InlineData("JSON.stringify({a:[1,'x',null,true,undefined],u:undefined})", "\"{\\\"a\\\":[1,\\\"x\\\",null,true,null]}\"")]
    [InlineData("JSON.stringify({a:1}, null, 2)", "\"{\\n  \\\"a\\\": 1\\n}\"")]
    [InlineData("JSON.parse('{\"a\":[1,{\"b\":2}]}').a[1].b", "2")]
    [InlineData("toJson(getOrder().tags)", "\"[\\\"a\\\",\\\"b\\\"]\"")]
    [InlineData("Object.keys({b:1,a:2})", "[\"b\",\"a\"]")]
    [InlineData("'a' in {a:1}", "true")]
    [InlineData("({a:1}).hasOwnProperty('a')", "true")]
    [InlineData("(function(){ return arguments.length })(1,2,3)", "3")]
    [InlineData("var o = {get a() { return 4 }}; o.a", "4")]
    [InlineData("var o = {n: 1}; o.n += 2; o.n", "3")]
    [InlineData("var a = 1; a += 'x'; a", "\"1x\"")]
    [InlineData("({valueOf: function () { return 4 }}) + 1", "5")]
    [InlineData("Math.max.apply(null, [1,5,2])", "5")]
    [InlineData("Math.round(2.5)", "3")]
    [InlineData("(255).toString(16)", "\"ff\"")]
    [InlineData("(1.005).toFixed(2)", "\"1.00\"")]
    [InlineData("parseInt('0x1f')", "31")]
    [InlineData("isFinite(1)", "true")]
    [InlineData("encodeURIComponent('a b&c/d')", "\"a%20b%26c%2Fd\"")]
    [InlineData("new Date(Date.UTC(2024,0,31)).toISOString()", "\"2024-01-31T00:00:00.000Z\"")]
    [InlineData("new Date('2024-02-29T12:00:00Z').getUTCDay()", "4")]
    [InlineData("new Date(2024, 1, 29).toISOString()", "\"2024-02-29T00:00:00.000Z\"")]
    [InlineData("new Date('2024-02-29T12:00:00Z')", "\"2024-02-29T12:00:00.000Z\"")]
    [InlineData("var d = new Date(0); d.setUTCMonth(2); d.toISOString()", "\"1970-03-01T00:00:00.000Z\"")]
    [InlineData("isNullOrEmpty('') && isNullOrEmpty(null) && !isNullOrEmpty('a') && isNullOrWhiteSpace('  ')", "true")]
    [InlineData("stringFromBase64(stringToBase64('grüße'))", "\"grüße\"")]
    [InlineData("parseGuid('{7F3A0000-0000-0000-0000-000000000001}')", "\"7f3a0000-0000-0000-0000-000000000001\"")]
    [InlineData("/* c */ 3 // t", "3")]
    [InlineData("return 3 // t", "3")]
    [InlineData("{}", "null")]
    [InlineData("", "null")]
    [InlineData("undeclared = 3; undeclared", "3")]
    [InlineData("1 << 4", "16")]
    [InlineData("-8 >>> 28", "15")]
    [InlineData("new Error('x').message", "\"x\"")]
    [InlineData("[function () {}, {f: function () {}}]", "[null,{}]")]
    [InlineData("new String('a')", "\"a\"")]
    [InlineData("var variable = getWorkflowDefinitionVersionId(); variable", "\"broadband/versions/3\"")]
    public void Programs_give_what_the_language_says(string script, string expected)
    {
        Assert.Equal(ValueJson.Parse(expected), Language.Parse(script).Run(TestScope.Standard()));
    }

    [Theory]
    [InlineData("throw new Error('bad')", "Error: bad (line 1, column 1).")]
    [InlineData("throw 'bad'", "bad (line 1, column 1).")]
    [InlineData("1;\n  nope", "ReferenceError: nope is not defined (line 2, column 3).")]
    [InlineData("return nope", "ReferenceError: nope is not defined (line 1, column 1).")]
    [InlineData("getUnknown()", "ReferenceError: getUnknown is not defined (line 1, column 1).")]
    [InlineData("getOutputFrom('x').y", "TypeError: what a member is read of is null or undefined, or what is called is no function (line 1, column 1).")]
    [InlineData("getName()()", "TypeError: what a member is read of is null or undefined, or what is called is no function (line 1, column 1).")]
    public void A_failure_says_what_and_where(string script, string message)
    {
        var failure = Assert.Throws<ExpressionFailedException>(() => Language.Parse(script).Run(TestScope.Standard()));

        Assert.Equal(message, failure.Message);
    }

    [Theory]
    [InlineData("1 +", 1, 4, "Unexpected end of input")]
    [InlineData("var a = 1;\nvar = 2", 2, 5, "Unexpected token =")]
    [InlineData("return 1;\nvar = 2", 2, 5, "Unexpected token =")]
    [InlineData("return 1 } function x() { ", 1, 1, "A closing brace has no opening one.")]
    [InlineData("`a`", 1, 1, "Unexpected token ILLEGAL. The language is ECMAScript 5, which does not have it. A template (`...`): write 'Hello ' + name")]
    [InlineData("getX().map(x => x)", 1, 15, "Unexpected token >. The language is ECMAScript 5, which does not have it. An arrow function: write function (x) { return ...; }")]
    [InlineData("with (a) b", 1, 1, "'with' is not run. Write the object's name before each member")]
    [InlineData("eval('1')", 1, 1, "'eval' is not run. Write the program itself")]
    [InlineData("new getX()", 1, 1, "'new' makes only what the language brings: Array, Object, Date, RegExp, Error and the like. Write a function that returns an object")]
    [InlineData("var Array = 1", 1, 5, "'Array' is the language's own name. Choose another one")]
    [InlineData("getX = 1", 1, 1, null)]
    [InlineData("[].constructor", 1, 1, "The member 'constructor' cannot be used. Leave it out")]
    [InlineData("const c = 1; c = 2", 1, 14, "'c' is a constant. Declare it with let")]
    [InlineData("let a = 1; { let a = 2; }", 1, 18, "'a' is declared twice. Choose another name")]
    [InlineData("f().x += 1", 1, 1, "The left side of += is evaluated twice here, and has a call in it. Write it as x = x + y")]
    public void What_does_not_parse_is_told_with_its_place(string script, int line, int column, string? message)
    {
        if (message is null)
        {
            Assert.NotNull(Language.Parse(script));
            return;
        }

        var refusal = Assert.Throws<ScriptSyntaxException>(() => Language.Parse(script));

        Assert.Equal((message, line, column), (refusal.Message, refusal.Line, refusal.Column));
    }
}
