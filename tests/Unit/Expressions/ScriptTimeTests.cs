using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Unit.Expressions;

/// <summary>Variables of dates are dates in scripts, and what scripts give of them reads as in Elsa.</summary>
public sealed class ScriptTimeTests
{
    private const string Time = "2024-01-02T03:04:05Z";

    private static readonly JavaScriptLanguage Language = new();

    [Theory]
    [InlineData("getD()", "String", "01/02/2024 03:04:05")]
    [InlineData("new Date(0)", "String", "1970-01-01")]
    [InlineData("getD()", "Object", "2024-01-02T03:04:05.000Z")]
    [InlineData("getD()", "DateTimeOffset", Time)]
    [InlineData("[getD()]", "String", "[\"2024-01-02T03:04:05.000Z\"]")]
    [InlineData("'2024-01-02T03:04:05Z'", "String", Time)]
    [InlineData("getD().getUTCFullYear() + 1", "String", "2025")]
    [InlineData("getD() < new Date(Date.UTC(2024, 0, 2, 4))", "String", "True")]
    public void A_date_is_a_date(string script, string type, string expected)
    {
        var expression = new Expression.Converted(
            new Expression.Script(Language.Parse(script)), DataType.FromName(type)!);

        var value = expression.Evaluate(new TestScope().With("D", $"\"{Time}\"", "DateTimeOffset"));

        Assert.Equal((Value)expected, value);
        Assert.False(value.IsTime);
    }

    [Fact]
    public void A_date_that_is_only_read_is_not_written()
    {
        var scope = new TestScope().With("D", $"\"{Time}\"", "DateTimeOffset");

        Language.Parse("getD().setUTCFullYear(2020); variables.D.getTime()").Run(scope);

        Assert.Equal((Value)Time, scope["D"]);
    }
}
