using System.Collections.Frozen;
using Jint.Parser.Ast;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// Refuses, before anything runs, what the fence cannot hold or the engine would get wrong without a word.
/// </summary>
internal static class Vetting
{
    /// <summary>
    /// Between two looks at the stack the evaluator goes no deeper than this; each level takes some hundred bytes of
    /// it.
    /// </summary>
    private const int DepthMax = 80;

    private static readonly FrozenSet<string> Makers = new[]
    {
        "Array", "Object", "Date", "RegExp", "Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "URIError", "EvalError",
        "String", "Number", "Boolean",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Forbidden =
        new[] { "constructor", "prototype", "__proto__", "callee", "caller" }.ToFrozenSet(StringComparer.Ordinal);

    /// <exception cref="ScriptSyntaxException">Something in it cannot be run.</exception>
    public static void Check(ParsedScript script)
    {
        if (SyntaxWalk.Depth(script.Program, DepthMax) > DepthMax)
            throw new ScriptSyntaxException("It is too deeply nested. Split it into statements", 1, 1);

        var declared = new List<Identifier>();
        foreach (var node in SyntaxWalk.All(script.Program))
        {
            if (Problem(node) is { } problem)
                throw Refusal(script, node, problem);
            declared.AddRange(Declares(node));
        }

        foreach (var identifier in declared.Where(identifier => IsReserved(identifier.Name)))
            throw Refusal(script, identifier, $"'{identifier.Name}' is the language's own name. Choose another one");

        BlockScopes.Check(script);
    }

    public static ScriptSyntaxException Refusal(ParsedScript script, SyntaxNode node, string problem)
    {
        var start = node.Location?.Start;
        return new(problem, Math.Max(1, (start?.Line ?? 1) - script.LinesBefore), (start?.Column ?? 0) + 1);
    }

    private static string? Problem(SyntaxNode node) => node switch
    {
        WithStatement => "'with' is not run. Write the object's name before each member",
        DebuggerStatement => "'debugger' is not run. Leave it out",
        Identifier { Name: "eval" } => "'eval' is not run. Write the program itself",
        Identifier { Name: "Function" } => "'Function' is not run. Write function () { ... }",
        NewExpression { Callee: not Identifier } => NewProblem,
        NewExpression { Callee: Identifier maker } when !Makers.Contains(maker.Name) => NewProblem,
        MemberExpression { Computed: false, Property: Identifier member } when Forbidden.Contains(member.Name) =>
            $"The member '{member.Name}' cannot be used. Leave it out",
        MemberExpression { Computed: true, Property: Literal { Value: string member } } when Forbidden.Contains(member) =>
            $"The member '{member}' cannot be used. Leave it out",
        AssignmentExpression { Left: Identifier assigned } when IsReserved(assigned.Name) =>
            $"'{assigned.Name}' is the language's own name. Choose another one",
        UpdateExpression { Argument: Identifier updated } when IsReserved(updated.Name) =>
            $"'{updated.Name}' is the language's own name. Choose another one",
        AssignmentExpression { Operator: AssignmentOperator.PlusAssign, Left: MemberExpression member } when !IsSteady(member) =>
            "The left side of += is evaluated twice here, and has a call in it. Write it as x = x + y",
        _ => null,
    };

    private const string NewProblem =
        "'new' makes only what the language brings: Array, Object, Date, RegExp, Error and the like. Write a function that returns an object";

    private static IEnumerable<Identifier> Declares(SyntaxNode node) => node switch
    {
        VariableDeclarator it => [it.Id],
        CatchClause { Param: { } name } => [name],
        FunctionDeclaration it => [it.Id, .. it.Parameters ?? []],
        FunctionExpression { Id: { } name } it => [name, .. it.Parameters ?? []],
        FunctionExpression it => it.Parameters ?? [],
        _ => [],
    };

    private static bool IsReserved(string name) =>
        Makers.Contains(name) || name is "Math" or "JSON" or "undefined" or "NaN" or "Infinity" or "arguments" or "eval" or "variables"
        || HostNames.Fixed.Contains(name);

    /// <summary>Whether evaluating it changes nothing.</summary>
    private static bool IsSteady(SyntaxNode node) => node switch
    {
        Identifier or Literal or ThisExpression => true,
        MemberExpression it => IsSteady(it.Object) && (!it.Computed || IsSteady(it.Property)),
        _ => false,
    };
}
