using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Unit.Expressions;

public class ScriptScopeTests
{
    private static readonly JavaScriptLanguage Language = new();

    [Theory]
    [InlineData("setX(6)", "X", "6")]
    [InlineData("variables.X = getX() + 2", "X", "7")]
    [InlineData("setVariable('X', [1])", "X", "[1]")]
    [InlineData("variables.Items.push('new'); 1", "Items", "[1,\"two\",3.5,null,true,\"new\"]")]
    [InlineData("getOrder().addr.city = 'Rome'", "Order", "{\"id\":7,\"name\":\"widget\",\"tags\":[\"a\",\"b\"],\"addr\":{\"city\":\"Rome\"}}")]
    [InlineData("var o = getOrder(); delete o.tags; delete o.addr; 1", "Order", "{\"id\":7,\"name\":\"widget\"}")]
    public void What_a_script_sets_is_set(string script, string variable, string expected)
    {
        var scope = TestScope.Standard();

        Language.Parse(script).Run(scope);

        Assert.Equal(ValueJson.Parse(expected), scope[variable]);
    }

    [Fact]
    public void The_innermost_variable_of_a_name_counts_and_its_type()
    {
        var scope = new TestScope().With("my-count", "1", "Int32").With("MyCount", "2");

        var value = Language.Parse("setMyCount('41'); return getMyCount() + 1").Run(scope);

        Assert.Equal(((Value)42, (Value)41), (value, scope["my-count"]));
    }

    [Fact]
    public void What_the_scope_throws_comes_out_as_it_was()
    {
        var thrown = new InvalidTimeZoneException("mine");
        var scope = new TestScope { Throws = thrown }.With("X", "1");

        foreach (var script in new[] { "getX()", "try { var y = getX() } catch (e) { } finally { 1 }", "setX(2)", "variables.X = 1" })
            Assert.Same(thrown, Assert.Throws<InvalidTimeZoneException>(() => Language.Parse(script).Run(scope)));
    }

    [Fact]
    public void One_run_leaves_nothing_behind_for_the_next_one()
    {
        var language = new JavaScriptLanguage();
        var scope = TestScope.Standard();
        foreach (var script in new[]
        {
            "left = 1; this.more = 2; var own = 3",
            "Math.pi2 = 6; [].push.extra = 1; JSON.parse = null; Object.keys = 1; 1",
            "variables.toString = 1; 1",
        })
        {
            try
            {
                language.Parse(script).Run(scope);
            }
            catch (ExpressionFailedException)
            {
                // Some are refused; nothing may be left behind in any case.
            }
        }

        var seen = language.Parse(
            "var names = [typeof left, typeof more, typeof own, typeof Math.pi2, typeof [].push.extra, typeof "
                + "JSON.parse, typeof Object.keys, typeof getX]; names.join()");

        Assert.Equal(
            "undefined,undefined,undefined,undefined,undefined,function,function,function", seen.Run(scope).AsString);
        Assert.Equal("undefined", language.Parse("var t = typeof getX; t").Run(new TestScope()).AsString);
    }

    [Fact]
    public void Names_that_a_script_uses_are_seen()
    {
        var script = Language.Parse("""
            var own = getOwn(); function getOwn() { return variables.A + variables['B']; }
            setC(getInput('I') + getVariable("D") + getOutputFrom('step', 'x') + getPortFromStep2());
            """);

        Assert.Equal(["A", "B", "C", "D"], script.VariableNames);
        Assert.Equal(["PortFromStep2"], script.AccessorNames);
        Assert.Equal(["I"], script.InputNames);
        Assert.Equal(["step"], script.ActivityNames);
        Assert.False(script.UsesComputedNames);
    }

    [Theory]
    [InlineData("getVariable('a' + 1)")]
    [InlineData("variables[getX()]")]
    [InlineData("for (var v in variables) { }")]
    [InlineData("getInput(getName())")]
    public void A_script_that_computes_names_says_so(string script)
    {
        Assert.True(Language.Parse(script).UsesComputedNames);
    }

    [Theory]
    [InlineData("new Date().toISOString()", "2024-02-29T12:30:00.000Z")]
    [InlineData("new Date(Date.now()).getUTCHours() + ''", "12")]
    [InlineData("DateTime.UtcNow.AddDays(1).toISOString()", "2024-03-01T12:30:00.000Z")]
    [InlineData("getCorrelationId() + '/' + getWorkflowInstanceName()", "c-1/first")]
    public void The_clock_of_a_script_is_its_transitions(string script, string expected)
    {
        var facts = new ScopeFacts("broadband", 3, "7f3a")
        {
            CorrelationId = "c-1",
            InstanceName = "first",
            Now = new(2024, 2, 29, 12, 30, 0, TimeSpan.Zero),
        };

        Assert.Equal(expected, Language.Parse(script).Run(new TestScope { Facts = facts }).AsString);
    }

    [Theory]
    [InlineData("getOrder().addr.City", "\"Oslo\"")]
    [InlineData("getOrder().Addr.City = 'Rome'; return getOrder().addr", "{\"city\":\"Rome\"}")]
    [InlineData("getOrder() === getOrder()", "true")]
    [InlineData("const copy = {...getOrder()}; copy.id = 9; return getOrder().id", "7")]
    public void What_the_host_gives_is_found_in_camelCase_and_in_PascalCase(string script, string expected)
    {
        Assert.Equal(ValueJson.Parse(expected), Language.Parse(script).Run(TestScope.Standard()));
    }

    [Fact]
    public void Many_threads_run_one_script_at_once()
    {
        var script = Language.Parse(
            "var s = 0; for (var i = 0; i < 50; i++) { s += getX() } s + '/' + getName().toUpperCase()");

        Parallel.For(0, 200, round =>
        {
            var scope = new TestScope().With("X", $"{round}").With("Name", "\"n\"");
            Assert.Equal($"{round * 50}/N", script.Run(scope).AsString);
        });
    }
}
