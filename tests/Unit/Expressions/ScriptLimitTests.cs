using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Unit.Expressions;

public class ScriptLimitTests
{
    private static readonly JavaScriptLanguage Language = new();

    [Theory]
    [InlineData("for (;;);", "400000 steps")]
    [InlineData("while (true) { }", "400000 steps")]
    [InlineData("do ; while (true)", "400000 steps")]
    [InlineData("for (;;) { try { throw 1 } catch (e) { } finally { } }", "400000 steps")]
    [InlineData("var s = 'x'; for (var i = 0; i < 40; i++) s += s; s.length", "262144 characters")]
    [InlineData("var s = 'x'; s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s; s.length", "262144 characters")]
    [InlineData("var s = 'x'; for (var i = 0; i < 40; i++) s = s.concat(s, s); s.length", "262144 characters")]
    [InlineData("var s = 'xxxx'; for (var i = 0; i < 40; i++) s = s.replace(/x/g, 'xxxx'); s.length", "400000 steps")]
    [InlineData("var s = 'xxxx'; for (var i = 0; i < 12; i++) s = s.replace(/x/, '$&$&$&').replace('xx', s + s + s + s); s.length", "262144 characters")]
    [InlineData("var s = 'xxxx'; for (var i = 0; i < 40; i++) s = s.replace(/x/g, function () { return s }); s.length", "262144 characters")]
    [InlineData("var s = 'x'; for (var i = 0; i < 40; i++) s = [s, s].join(s); s.length", "262144 characters")]
    [InlineData("var s = 'x'; for (var i = 0; i < 40; i++) s = '' + [s, s]; s.length", "262144 characters")]
    [InlineData("var s = '\\u0001'; for (var i = 0; i < 40; i++) s = JSON.stringify(s + s); s.length", "262144 characters")]
    [InlineData("var s = '%'; for (var i = 0; i < 40; i++) s = encodeURIComponent(s + s); s.length", "262144 characters")]
    [InlineData("var s = 'x'; for (var i = 0; i < 17; i++) s += s; s.split('')", "10000 items")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a = a.concat(a); a.length", "10000 items")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a.push.apply(a, a); a.length", "10000 items")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; JSON.stringify(a)", "262144 characters")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; a", "parts")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; '' + a", "more than")]
    [InlineData("var a = []; for (var i = 0; i < 5000; i++) a = [a]; a", "64 levels")]
    [InlineData("var a = []; a.push(a); a", "64 levels")]
    [InlineData("var o = {}; o.o = o; JSON.stringify(o)", "circular")]
    [InlineData("for (;;) 'x'.repeat(200000)", "400000 steps")]
    [InlineData("new Array(4294967295)", "10000 items")]
    [InlineData("Array(4294967295).join('x')", "10000 items")]
    [InlineData("var a = []; a[4294967294] = 1; a.indexOf(2)", "10000 items")]
    [InlineData("var a = []; a.length = 4294967295; a", "10000 items")]
    [InlineData("var a = []; a.length = 4294967295; a.sort()", "10000 items")]
    [InlineData("[].join.call({length: 4294967295})", "10000 items")]
    [InlineData("[].forEach.call({length: 4294967295}, function () { })", "10000 items")]
    [InlineData("Math.max.apply(null, {length: 4294967295})", "10000 items")]
    [InlineData("/(?=a)(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "regular expression")]
    [InlineData("new RegExp('(?=a)(a+)+$').exec('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "regular expression")]
    [InlineData("RegExp('(?=a)(a+)+$').exec('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match('(?=a)(a+)+$')", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match(/(?=a)(a+)+$/g)", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.search('(?=a)(a+)+$')", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replace(/(?=a)(a+)+$/, '')", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.split(/(?=a)(a+)+$/)", "regular expression")]
    [InlineData("JSON.parse('[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[')", "JSON")]
    [InlineData("var s = '['; for (var i = 0; i < 15; i++) s += s; JSON.parse(s)", "JSON")]
    public void A_runaway_script_ends_and_says_why(string script, string reason)
    {
        var program = Language.Parse(script);

        var failure = Assert.Throws<ExpressionFailedException>(() => program.Run(TestScope.Standard()));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_makes_much_ends_before_the_memory_does()
    {
        var program = new JavaScriptLanguage(new ScriptLimits { BytesMax = 1024 * 1024 }).Parse(
            "for (;;) 'x'.repeat(200000)");

        var failure = Assert.Throws<ExpressionFailedException>(() => program.Run(TestScope.Standard()));

        Assert.Equal("It used more than 1 MB of memory (line 1, column 14).", failure.Message);
    }

    [Theory]
    [InlineData("function f() { return f() } f()")]
    [InlineData("var o = {toString: function () { return '' + o }}; '' + o")]
    [InlineData("var o = {get x() { return o.x }}; o.x")]
    [InlineData("var a = []; for (var i = 0; i < 5000; i++) a = [a]; '' + a")]
    [InlineData("var f = function () { return 1 }; for (var i = 0; i < 5000; i++) f = (function (g) { return function () { return g() } })(f); f()")]
    public void A_script_that_calls_itself_ends_before_the_stack_does(string script)
    {
        var program = Language.Parse(script);

        RunOnSmallStack(() =>
        {
            var failure = Assert.Throws<ExpressionFailedException>(() => program.Run(TestScope.Standard()));
            Assert.StartsWith("It calls itself", failure.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')")]
    [InlineData("new RegExp('^(a|aa)+$').test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')")]
    [InlineData("/(.*)*(.*)*(.*)*x/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')")]
    public void A_regular_expression_that_looks_neither_around_nor_back_takes_no_longer_than_its_text_is_long(string script)
    {
        Assert.False(Language.Parse(script).Run(TestScope.Standard()).AsBoolean);
    }

    [Theory]
    [InlineData("new Date()", "clock")]
    [InlineData("new Date", "clock")]
    [InlineData("Date()", "clock")]
    [InlineData("var D = Date; D()", "clock")]
    [InlineData("Date.now()", "clock")]
    [InlineData("Date['no' + 'w']()", "clock")]
    [InlineData("DateTime.UtcNow", "clock")]
    [InlineData("Math.random()", "randomness")]
    [InlineData("Math['ran' + 'dom'].call(1)", "randomness")]
    [InlineData("newGuid()", "randomness")]
    public void There_is_no_clock_and_no_dice(string script, string reason)
    {
        var failure = Assert.Throws<ExpressionFailedException>(() => Language.Parse(script).Run(TestScope.Standard()));

        Assert.Contains($"There is no {reason}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typeof System")]
    [InlineData("typeof importNamespace")]
    [InlineData("typeof require")]
    [InlineData("typeof process")]
    [InlineData("typeof fetch")]
    [InlineData("typeof setTimeout")]
    [InlineData("typeof Proxy")]
    [InlineData("typeof Intl")]
    [InlineData("typeof Uint8Array")]
    [InlineData("typeof Random")]
    [InlineData("typeof getConfig")]
    [InlineData("typeof getSecret")]
    [InlineData("typeof getX().GetType")]
    public void What_is_of_the_outside_is_not_there(string script)
    {
        Assert.Equal("undefined", Language.Parse($"var t = {script}; t").Run(TestScope.Standard()).AsString);
    }

    [Theory]
    [InlineData(2_000, "(")]
    [InlineData(2_000, "[")]
    [InlineData(20_000, "!")]
    [InlineData(5_000, "typeof ")]
    [InlineData(5_000, "new ")]
    [InlineData(5_000, "a?b:")]
    [InlineData(2_000, "if(1)")]
    [InlineData(2_000, "{a:")]
    [InlineData(4_000, "1+")]
    [InlineData(4_000, "a.b=")]
    [InlineData(2_000, "function(){")]
    [InlineData(4_000, "f(")]
    [InlineData(4_000, "a:")]
    [InlineData(6_000, "-")]
    [InlineData(6_000, "- ")]
    [InlineData(3_000, "else ")]
    [InlineData(2_000, "for(;;)")]
    [InlineData(2_000, "do ")]
    public void A_deep_program_is_refused_and_not_parsed_into_the_end_of_the_stack(int times, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)) + "1";

        RunOnSmallStack(() => Assert.Throws<ScriptSyntaxException>(() => Language.Parse(text)));
    }

    [Fact]
    public void The_deepest_program_that_is_taken_fits_on_a_small_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("getX()+(", 25)) + "1" + new string(')', 25);

        RunOnSmallStack(
            () => Assert.Equal(126, Language.Parse($"var r = {deep}; r").Run(TestScope.Standard()).AsNumber));
    }

    private static void RunOnSmallStack(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception wrong)
                {
                    thrown = wrong;
                }
            },
            512 * 1024);
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(1)));
        Assert.Null(thrown);
    }
}
