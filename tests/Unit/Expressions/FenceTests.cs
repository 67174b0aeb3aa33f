using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Expressions;

namespace Orchestrator.Tests.Unit.Expressions;

public class FenceTests
{
    /// <summary>Time enough for a slow machine: what must hold here are the other limits.</summary>
    private static readonly JintLanguage Language = new(new ScriptLimits { TimeMax = TimeSpan.FromMinutes(2) });

    [Theory]
    [InlineData("for (;;);", "100000 statements")]
    [InlineData("while (true) { }", "100000 statements")]
    [InlineData("do ; while (true)", "100000 statements")]
    [InlineData("for (;;) { try { throw 1 } catch (e) { } finally { } }", "100000 statements")]
    [InlineData("var s = 'x'; for (var i = 0; i < 40; i++) s += s; s.length", "262144 characters")]
    [InlineData("var s = 'x'; s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s,s+=s; s.length", "262144 characters")]
    [InlineData("var s = 'x'; for (var i = 0; i < 40; i++) s = s.concat(s, s); s.length", "262144 characters")]
    [InlineData("var s = 'xxxx'; for (var i = 0; i < 40; i++) s = s.replace(/x/g, 'xxxx'); s.length", "262144 characters")]
    [InlineData("var s = 'xxxx'; for (var i = 0; i < 12; i++) s = s.replace(/x/, '$&$&$&').replace('xx', s + s + s + s); s.length", "262144 characters")]
    [InlineData("var s = 'xxxx'; for (var i = 0; i < 40; i++) s = s.replace(/x/g, function () { return s }); s.length", "262144 characters")]
    [InlineData("var s = 'x'; for (var i = 0; i < 40; i++) s = [s, s].join(s); s.length", "262144 characters")]
    [InlineData("var s = 'x'; for (var i = 0; i < 40; i++) s = '' + [s, s]; s.length", "262144 characters")]
    [InlineData("var s = '\\u0001'; for (var i = 0; i < 40; i++) s = JSON.stringify(s + s); s.length", "262144 characters")]
    [InlineData("var s = '%'; for (var i = 0; i < 40; i++) s = encodeURIComponent(s + s); s.length", "262144 characters")]
    [InlineData("var s = 'x'; for (var i = 0; i < 17; i++) s += s; var a = []; for (i = 0; i < 9000; i++) a.push(s.slice(1)); 1", "128 MB")]
    [InlineData("var s = 'x'; for (var i = 0; i < 17; i++) s += s; var o = {}; for (i = 0; i < 9000; i++) o['k' + i] = s + i; 1", "128 MB")]
    [InlineData("var s = 'x'; for (var i = 0; i < 17; i++) s += s; s.split('')", "10000 items")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a = a.concat(a); a.length", "10000 items")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a.push.apply(a, a); a.length", "10000 items")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; JSON.stringify(a)", "parts")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; a", "parts")]
    [InlineData("var a = [1]; for (var i = 0; i < 40; i++) a = [a, a]; '' + a", "more than")]
    [InlineData("var a = []; for (var i = 0; i < 5000; i++) a = [a]; a", "64 levels")]
    [InlineData("var a = []; a.push(a); a", "64 levels")]
    [InlineData("var o = {}; o.o = o; JSON.stringify(o)", "64 levels")]
    [InlineData("new Array(4294967295)", "10000 items")]
    [InlineData("Array(4294967295).join('x')", "10000 items")]
    [InlineData("var a = []; a[4294967294] = 1; a.indexOf(2)", "10000 items")]
    [InlineData("var a = []; a.length = 4294967295; a", "10000 items")]
    [InlineData("var a = []; a.length = 4294967295; a.sort()", "10000 items")]
    [InlineData("[].join.call({length: 4294967295})", "no array")]
    [InlineData("[].forEach.call({length: 4294967295}, function () { })", "no array")]
    [InlineData("Math.max.apply(null, {length: 4294967295})", "10000 items")]
    [InlineData("/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "regular expression")]
    [InlineData("new RegExp('(a+)+$').exec('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "regular expression")]
    [InlineData("RegExp('(a+)+$').exec('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match('(a+)+$')", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match(/(a+)+$/g)", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.search('(a+)+$')", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replace(/(a+)+$/, '')", "regular expression")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.split(/(a+)+$/)", "regular expression")]
    [InlineData("Date.UTC(1e8, 1)", "too large")]
    [InlineData("new Date(2000, 1e15)", "too large")]
    [InlineData("new Date(0).setMonth(1e12)", "too large")]
    [InlineData("new Date(0).setFullYear('1e9')", "too large")]
    [InlineData("JSON.parse('[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[')", "JSON")]
    [InlineData("var s = '['; for (var i = 0; i < 15; i++) s += s; JSON.parse(s)", "JSON")]
    public void A_runaway_script_ends_and_says_why(string script, string reason)
    {
        var program = Language.Parse(script);

        var failure = Assert.Throws<ExpressionFailedException>(() => program.Run(TestScope.Standard()));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
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
    [InlineData("for (;;);")]
    [InlineData("function f(n) { return n < 1 ? 0 : f(n - 1) + f(n - 1) } f(60)")]
    [InlineData("var a = []; for (var i = 0; i < 9000; i++) a.push(i); a.forEach(function (x) { a.forEach(function (y) { a.indexOf(-1) }) })")]
    public void Time_has_its_limit_too(string script)
    {
        var language = new JintLanguage(new ScriptLimits
        {
            TimeMax = TimeSpan.FromMilliseconds(50),
            StatementsMax = int.MaxValue,
            BytesMax = long.MaxValue / 2,
        });

        var failure = Assert.Throws<ExpressionFailedException>(() => language.Parse(script).Run(TestScope.Standard()));

        Assert.Contains("It ran for more than 0.05 s", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new Date()", "clock")]
    [InlineData("new Date", "clock")]
    [InlineData("Date()", "clock")]
    [InlineData("var D = Date; D()", "clock")]
    [InlineData("Date.now()", "clock")]
    [InlineData("Date['no' + 'w']()", "clock")]
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
    [InlineData("typeof this['ev' + 'al']")]
    [InlineData("typeof this['Func' + 'tion']")]
    [InlineData("typeof [].push['construct' + 'or']")]
    [InlineData("typeof ''['construct' + 'or']")]
    [InlineData("typeof (function () { }).bind")]
    [InlineData("typeof Object.create")]
    [InlineData("typeof Object['define' + 'Property']")]
    [InlineData("typeof getX().GetType")]
    public void What_cannot_be_guarded_is_not_there(string script)
    {
        Assert.Equal("undefined", Language.Parse($"var t = {script}; t").Run(TestScope.Standard()).AsString);
    }

    [Fact]
    public void No_function_of_the_engine_can_be_got_at_without_the_guard_around_it()
    {
        var engine = new Jint.Engine();
        var unguarded = Functions(engine);
        var guard = new Guard(new ScriptLimits());
        guard.Begin();
        var values = new JsValues(engine, guard);

        Fence.Build(engine, guard, values, new HostFunctions(engine, guard, values));

        Assert.True(unguarded.Count > 150);
        Assert.Empty(Functions(engine).Intersect(unguarded).Select(function => function.ToString()));
    }

    private static HashSet<object> Functions(Jint.Engine engine)
    {
        var found = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<Jint.Native.Object.ObjectInstance>([engine.Global]);
        while (queue.TryDequeue(out var next))
        {
            foreach (var property in next.GetOwnProperties().Select(property => property.Value.Value))
            {
                if (property?.IsObject() == true && found.Add(property.AsObject()))
                    queue.Enqueue(property.AsObject());
            }
        }

        return [.. found.OfType<Jint.Native.Function.FunctionInstance>()];
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
