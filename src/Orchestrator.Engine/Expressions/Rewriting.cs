using Jint.Parser.Ast;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// Puts the guard into a program: a look at the limits at the beginning of every function and round of a loop;
/// additions, which can make long texts, and regular expressions become calls of guarded functions, under names that no
/// program can write. So does &gt;&gt;&gt;, which the engine gets wrong.
/// </summary>
internal static class Rewriting
{
    public const string Tick = "%tick";
    public const string Plus = "%plus";
    public const string RegExp = "%regexp";
    public const string Shift = "%shift";

    public static void Apply(Program program) => program.Body = [.. program.Body.Select(Of)];

    private static Statement Of(Statement statement)
    {
        switch (statement)
        {
            case BlockStatement it:
                it.Body = it.Body.Select(Of).ToArray();
                break;
            case ExpressionStatement it:
                it.Expression = Of(it.Expression);
                break;
            case VariableDeclaration it:
                Declarators(it);
                break;
            case IfStatement it:
                (it.Test, it.Consequent, it.Alternate) =
                    (Of(it.Test), Of(it.Consequent), it.Alternate is null ? null : Of(it.Alternate));
                break;
            case ReturnStatement { Argument: not null } it:
                it.Argument = Of(it.Argument);
                break;
            case ThrowStatement it:
                it.Argument = Of(it.Argument);
                break;
            case LabelledStatement it:
                it.Body = Of(it.Body);
                break;
            case SwitchStatement it:
                it.Discriminant = Of(it.Discriminant);
                foreach (var one in it.Cases ?? [])
                    (one.Test, one.Consequent) =
                        (one.Test is null ? null : Of(one.Test), (one.Consequent ?? []).Select(Of).ToArray());
                break;
            case TryStatement it:
                it.Block = Of(it.Block);
                foreach (var handler in it.Handlers ?? [])
                    handler.Body = (BlockStatement)Of(handler.Body);
                it.Finalizer = it.Finalizer is null ? null : Of(it.Finalizer);
                break;
            case FunctionDeclaration it:
                it.Body = Ticking(it.Body);
                break;
            default:
                Loop(statement);
                break;
        }

        return statement;
    }

    private static void Loop(Statement statement)
    {
        switch (statement)
        {
            case ForStatement it:
                it.Init =
                    it.Init is Expression init ? Of(init) : it.Init is Statement declaration ? Of(declaration) : null;
                (it.Test, it.Update) = (it.Test is null ? null : Of(it.Test), it.Update is null ? null : Of(it.Update));
                it.Body = Ticking(it.Body);
                break;
            case ForInStatement it:
                it.Left = it.Left is Statement declared ? Of(declared) : Of((Expression)it.Left);
                (it.Right, it.Body) = (Of(it.Right), Ticking(it.Body));
                break;
            case WhileStatement it:
                (it.Test, it.Body) = (Of(it.Test), Ticking(it.Body));
                break;
            case DoWhileStatement it:
                (it.Test, it.Body) = (Of(it.Test), Ticking(it.Body));
                break;
        }
    }

    private static void Declarators(VariableDeclaration declaration)
    {
        foreach (var one in declaration.Declarations)
            one.Init = one.Init is null ? null : Of(one.Init);
    }

    /// <summary>The tick first; a body that is one statement becomes a block.</summary>
    private static BlockStatement Ticking(Statement body)
    {
        var tick = new ExpressionStatement
        {
            Type = SyntaxNodes.ExpressionStatement,
            Location = body.Location,
            Expression = Call(Tick, body),
        };
        Statement[] statements = body is BlockStatement block ? [tick, .. block.Body.Select(Of)] : [tick, Of(body)];
        return new() { Type = SyntaxNodes.BlockStatement, Location = body.Location, Body = statements };
    }

    private static Expression Of(Expression expression)
    {
        switch (expression)
        {
            case Literal { Type: SyntaxNodes.RegularExpressionLiteral } it:
                return RegularExpression(it);
            case BinaryExpression { Operator: BinaryOperator.Plus } it:
                return Call(Plus, it, Of(it.Left), Of(it.Right));
            case BinaryExpression { Operator: BinaryOperator.UnsignedRightShift } it:
                return Call(Shift, it, Of(it.Left), Of(it.Right));
            case AssignmentExpression { Operator: AssignmentOperator.PlusAssign } it:
                return Addition(it);
            case AssignmentExpression it:
                (it.Left, it.Right) = (Of(it.Left), Of(it.Right));
                break;
            case BinaryExpression it:
                (it.Left, it.Right) = (Of(it.Left), Of(it.Right));
                break;
            case LogicalExpression it:
                (it.Left, it.Right) = (Of(it.Left), Of(it.Right));
                break;
            case ConditionalExpression it:
                (it.Test, it.Consequent, it.Alternate) = (Of(it.Test), Of(it.Consequent), Of(it.Alternate));
                break;
            case UnaryExpression it:
                it.Argument = Of(it.Argument);
                break;
            case CallExpression it:
                (it.Callee, it.Arguments) = (Of(it.Callee), [.. it.Arguments.Select(Of)]);
                break;
            case NewExpression it:
                it.Arguments = (it.Arguments ?? []).Select(Of).ToArray();
                break;
            case MemberExpression it:
                (it.Object, it.Property) = (Of(it.Object), it.Computed ? Of(it.Property) : it.Property);
                break;
            case SequenceExpression it:
                it.Expressions = [.. it.Expressions.Select(Of)];
                break;
            case ArrayExpression it:
                it.Elements = (it.Elements ?? []).Select(element => element is null ? null : Of(element)).ToArray();
                break;
            case ObjectExpression it:
                foreach (var property in it.Properties ?? [])
                    property.Value = Of(property.Value);
                break;
            case FunctionExpression it:
                it.Body = Ticking(it.Body);
                break;
        }

        return expression;
    }

    private static AssignmentExpression Addition(AssignmentExpression it) => new()
    {
        Type = SyntaxNodes.AssignmentExpression,
        Location = it.Location,
        Operator = AssignmentOperator.Assign,
        Left = it.Left,
        Right = Call(Plus, it, it.Left, Of(it.Right)),
    };

    private static CallExpression RegularExpression(Literal literal)
    {
        var end = literal.Raw.LastIndexOf('/');
        return Call(RegExp, literal, Text(literal.Raw[1..end]), Text(literal.Raw[(end + 1)..]));

        Literal Text(string text) =>
            new() { Type = SyntaxNodes.Literal, Location = literal.Location, Value = text, Raw = text };
    }

    private static CallExpression Call(string function, SyntaxNode at, params Expression[] arguments) => new()
    {
        Type = SyntaxNodes.CallExpression,
        Location = at.Location,
        Callee = new Identifier { Type = SyntaxNodes.Identifier, Name = function, Location = at.Location },
        Arguments = [.. arguments],

        // What is kept in the tree would be kept from one run to the next.
        CanBeCached = false,
    };
}
