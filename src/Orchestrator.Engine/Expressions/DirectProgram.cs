using Jint.Parser.Ast;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Expression = Jint.Parser.Ast.Expression;

namespace Orchestrator.Engine.Expressions;

/// <summary>A program that only reads and computes, as a function of the scope.</summary>
/// <param name="scope">What it reads.</param>
/// <exception cref="NotDirectException">The engine must run it after all; nothing has happened.</exception>
internal delegate Js Computation(IScope scope);

/// <summary>
/// Turns a program that is one expression of literals, accessors, members and operators into a function: most
/// expressions in definitions are, and so take a microsecond where the engine takes fifty.
/// </summary>
internal static class DirectProgram
{
    /// <summary>Longer texts are the engine's business, and that of its limits.</summary>
    public const int TextMax = 16 * 1024;

    /// <summary>Null where the program needs the engine.</summary>
    public static Computation? TryCompile(ParsedScript script)
    {
        if (script.Program.Body is not { Count: 1 } body)
            return null;

        return body.First() switch
        {
            ExpressionStatement it => Compile(it.Expression),
            ReturnStatement { Argument: { } argument } => Compile(argument),
            _ => null,
        };
    }

    private static Computation? Compile(Expression expression) => expression switch
    {
        Literal { Type: SyntaxNodes.RegularExpressionLiteral } => null,
        Literal it => Constant(it),
        Identifier { Name: "undefined" } => _ => Js.Undefined,
        Identifier { Name: "NaN" } => _ => (Value)double.NaN,
        Identifier { Name: "Infinity" } => _ => (Value)double.PositiveInfinity,
        MemberExpression it => DirectMembers.Compile(it, Compile),
        CallExpression { Callee: Identifier callee } it => DirectCalls.Compile(callee.Name, it.Arguments),
        BinaryExpression it => Binary(it),
        LogicalExpression it => Logical(it),
        ConditionalExpression it => Conditional(it),
        UpdateExpression => null,
        UnaryExpression it => Unary(it),
        ArrayExpression it => List(it),
        ObjectExpression it => Object(it),
        _ => null,
    };

    private static Computation? Constant(Literal literal)
    {
        Value? value = literal.Value switch
        {
            null => Value.Null,
            string text => text,
            bool truth => truth,
            double number => number,
            int number => number,
            long number => number,
            _ => null,
        };
        return value is { } constant ? _ => constant : null;
    }

    private static Computation? Binary(BinaryExpression it)
    {
        if (!JsOperators.IsKnown(it.Operator) || Compile(it.Left) is not { } left || Compile(it.Right) is not { } right)
            return null;

        var operation = it.Operator;
        return scope => JsOperators.Apply(operation, left(scope), right(scope));
    }

    private static Computation? Logical(LogicalExpression it)
    {
        if (Compile(it.Left) is not { } left || Compile(it.Right) is not { } right)
            return null;

        var stopsAt = it.Operator == LogicalOperator.LogicalOr;
        return scope => left(scope) is var value && value.ToBoolean() == stopsAt ? value : right(scope);
    }

    private static Computation? Conditional(ConditionalExpression it) =>
        Compile(it.Test) is { } test && Compile(it.Consequent) is { } then && Compile(it.Alternate) is { } otherwise
            ? scope => test(scope).ToBoolean() ? then(scope) : otherwise(scope)
            : null;

    private static Computation? Unary(UnaryExpression it)
    {
        if (Compile(it.Argument) is not { } argument)
            return null;

        return it.Operator switch
        {
            UnaryOperator.LogicalNot => scope => (Value)!argument(scope).ToBoolean(),
            UnaryOperator.Minus => scope => (Value)(-argument(scope).ToNumber()),
            UnaryOperator.Plus => scope => (Value)argument(scope).ToNumber(),
            UnaryOperator.TypeOf => scope => (Value)argument(scope).TypeName,
            _ => null,
        };
    }

    private static Computation? List(ArrayExpression it)
    {
        var items = (it.Elements ?? []).Select(element => element is null ? null : Compile(element)).ToArray();
        if (items.Any(item => item is null))
            return null;

        return scope => Value.Array(items.Select(item => item!(scope).ToValue()));
    }

    private static Computation? Object(ObjectExpression it)
    {
        var members = (it.Properties ?? [])
            .Select(property => (
                Name: property.Key.GetKey(),
                Value: property.Kind == PropertyKind.Data && property.Value is Expression value ? Compile(value) : null))
            .ToArray();
        if (members.Any(member => member.Value is null))
            return null;

        return scope => Evaluate(members!, scope);
    }

    /// <summary>A member that is undefined is none, as in JSON.</summary>
    private static Js Evaluate((string Name, Computation Value)[] members, IScope scope)
    {
        var results = new List<(string, Value)>(members.Length);
        foreach (var (name, value) in members)
        {
            var result = value(scope);
            if (!result.IsUndefined)
                results.Add((name, result.ToValue()));
        }

        return Value.Object([.. results]);
    }
}
