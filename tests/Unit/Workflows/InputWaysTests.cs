using System.Text;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Expressions;
using Orchestrator.Tests.Unit.Expressions;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>
/// All the ways in which files write an input, with what Elsa makes of it: also of what is refused when it is
/// published, for where it runs all the same.
/// </summary>
public sealed class InputWaysTests
{
    private const string Mark = "\u0001";

    private static readonly VariableDeclaration X = new("v_X", "X", DataType.String, Value.Null);

    [Theory]
    [InlineData("{'typeName':'String','expression':{'type':'Literal','value':5}}", "'5'")]
    [InlineData("{'typeName':'String','expression':{'type':'Literal','value':true}}", "'True'")]
    [InlineData("{'typeName':'String','expression':{'type':'Literal','value':null}}", "null")]
    [InlineData("{'typeName':'String','expression':{'type':'Literal','value':1.5}}", "'1.5'")]
    [InlineData("{'typeName':'String','expression':{'type':'Literal','value':[1,2]}}", "'[1,2]'")]
    [InlineData("{'typeName':'String','expression':{'type':'Literal','value':{'a':1}}}", "'{\"a\":1}'")]
    [InlineData("{'typeName':'String','expression':{'type':'Object','value':'{\"x\":[1,2]}'}}", "'{\"x\":[1,2]}'")]
    [InlineData("{'typeName':'String','expression':{'type':'Variable','value':{'id':'v_X','name':'X'}}}", "'hello'")]
    [InlineData("{'typeName':'String','expression':{'type':'Variable','value':'{\"id\":\"v_X\"}'}}", "'hello'")]
    [InlineData("{'typeName':'String','expression':{'type':'Input','value':{'name':'line'}}}", "'7'")]
    [InlineData("{'typeName':'String','expression':{'type':'JavaScript','value':'({a:[1,2]})'}}", "'{\"a\":[1,2]}'")]
    [InlineData("{'typeName':'String','expression':{'type':'JavaScript','value':'1/3'}}", "'0.3333333333333333'")]
    [InlineData("{'typeName':'String','expression':{'type':'Liquid','value':'{{ 1 | plus: 1 }}'}}", "'2'")]
    [InlineData("{'typeName':'String','memoryReference':{'id':'a1:input-0'}}", "null")]
    [InlineData("{'typeName':'String'}", "null")]
    [InlineData("'plain'", "'plain'")]
    [InlineData("5", "'5'")]
    [InlineData("null", "null")]
    public void What_both_take(string input, string expected)
    {
        var (value, problems) = Evaluate(input, DataType.String);

        Assert.Equal(Parse(expected), value());
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("{'expression':{'type':'Literal','value':'x'}}", "null", "WF003")]
    [InlineData("{'foo':1}", "null", "WF003")]
    [InlineData("{'typeName':'String','expression':{'value':'x'}}", "null", "WF003")]
    [InlineData("{'typeName':'String','expression':{'type':'Nothing','value':'x'}}", "null", "WF020")]
    [InlineData("{'typeName':'String','expression':{'type':'Secret','value':'x'}}", "null", "WF020")]
    [InlineData("{'typeName':'String','expression':{'type':'Variable','value':'v_X'}}", "null", "WF030")]
    [InlineData("{'typeName':'String','expression':{'type':'Liquid','value':'a\\n{{ bad'}}", "'\\nEnd of tag \\'}}\\' was expected at (2:7)\\nSource:\\n{{ bad\\n'", "WF021")]
    public void What_is_refused_and_has_a_value_in_Elsa(string input, string expected, string code)
    {
        var (value, problems) = Evaluate(input, DataType.String, isOfElsa: true);

        Assert.Equal(Parse(expected), value());
        Assert.Equal([code], problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("{'typeName':'String','expression':{'type':'Variable','value':{'name':'X'}}}", "WF030", "The Variable expression of 'text' names no variable.")]
    [InlineData("{'typeName':'String','expression':{'type':'Variable','value':{'id':'v_Y'}}}", "WF030", "There is no variable with the id 'v_Y' in the scope of activity 'a'.")]
    [InlineData("{'typeName':'String','expression':{'type':'JavaScript','value':'1 +'}}", "WF021", "The JavaScript of 'text' does not parse:")]
    [InlineData("{'typeName':'String','expression':{'type':'CSharp','value':'1'}}", "WF020", "The expression of 'text' is of type 'CSharp'.")]
    [InlineData("{'typeName':'String','expression':{'type':'Python','value':'1'}}", "WF020", "The expression of 'text' is of type 'Python'.")]
    public void What_is_refused_and_fails_in_Elsa(string input, string code, string message)
    {
        var (value, problems) = Evaluate(input, DataType.String, isOfElsa: true);

        var failure = Assert.Throws<ExpressionFailedException>(() => value());
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal([(code, failure.Message)], problems.Select(problem => (problem.Code, problem.Message)));
    }

    [Theory]
    [InlineData("'abc'", "Int32", "0")]
    [InlineData("'abc'", "Boolean", "false")]
    [InlineData("{'typeName':'Boolean','expression':{'type':'Literal','value':'nothing'}}", "Boolean", "false")]
    public void A_literal_that_cannot_be_converted_is_the_default_and_told_of(
        string input, string type, string expected)
    {
        var (value, problems) = Evaluate(input, DataType.FromName(type)!);

        Assert.Equal(Parse(expected), value());
        Assert.Equal(["WF013"], problems.Select(problem => problem.Code));
    }

    [Fact]
    public void A_file_that_no_Elsa_wrote_may_leave_the_name_of_the_type_out()
    {
        var (value, problems) = Evaluate(
            "{'expression':{'type':'Literal','value':'x'}}", DataType.String, isOfElsa: false);

        Assert.Equal((Value)"x", value());
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("{'name':'A','typeName':'Int32','value':'5'}", "5")]
    [InlineData("{'name':'A','typeName':'Int32','value':null}", "null")]
    [InlineData("{'name':'A','typeName':'Int32'}", "null")]
    [InlineData("{'name':'A','typeName':'Boolean'}", "null")]
    [InlineData("{'name':'A','typeName':'String','isArray':true,'value':'[\"a\",\"b\"]'}", "['a','b']")]
    [InlineData("{'name':'A','typeName':'Object','value':'{\"a\":1}'}", "'{\"a\":1}'")]
    [InlineData("{'name':'A','typeName':'ObjectMap','value':'{\"a\":1}'}", "{'a':1}")]
    [InlineData("{'name':'A','typeName':'DateTimeOffset','value':'2024-01-02T03:04:05Z'}", "'2024-01-02T03:04:05Z'")]
    [InlineData("{'name':'A','typeName':'TimeSpan','value':'00:05:00'}", "'00:05:00'")]
    [InlineData("{'name':'A','typeName':'Double','value':2.5}", "2.5")]
    public void A_variables_value_is_converted_when_the_definition_is_read(string variable, string expected)
    {
        var plan = Definitions.Read(Definitions.WithRoot(
            "{'type':'Elsa.Finish'}", $"'variables':[{variable.Replace("\"", "\\u0022")}],")).Plan!;

        Assert.Equal(Parse(expected), plan.Variables.Single().Default);
    }

    private static (Func<Value> Value, IReadOnlyList<Diagnostic> Problems) Evaluate(
        string input, DataType type, bool isOfElsa = true)
    {
        var bytes = Encoding.UTF8.GetBytes($"{{\"text\": {Json(input)}}}");
        var report = new Report(new Positions(bytes));
        var definition = new DefinitionReading(
            new WorkflowReaderOptions(new TestCatalog(), ScriptLanguages.All), report)
        { IsOfElsa = isOfElsa };
        var reading = new ExpressionReading(definition, "a", 0, new VariableScope(null, [X]));
        var expression = reading.Read(new NodeParser(64).Parse(bytes)["text"], type, "text");
        var scope = new TestScope { Inputs = Members.From([("line", 7)]) }.WithDeclared(X, "hello");
        return (() => expression.Evaluate(scope), report.ToDiagnostics());
    }

    /// <summary>JSON with single quotation marks, except those that a backslash precedes.</summary>
    private static string Json(string text) => text
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\\'", Mark, StringComparison.Ordinal)
        .Replace('\'', '"')
        .Replace(Mark, "'", StringComparison.Ordinal);

    private static Value Parse(string json) => ValueJson.Parse(Json(json));
}
