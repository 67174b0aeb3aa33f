using Jint.Parser.Ast;

namespace Orchestrator.Engine.Expressions;

/// <summary>Walking over a syntax tree.</summary>
internal static class SyntaxWalk
{
    /// <summary>A node and all within it, parents first.</summary>
    public static IEnumerable<SyntaxNode> All(SyntaxNode root)
    {
        var stack = new Stack<SyntaxNode>([root]);
        while (stack.TryPop(out var node))
        {
            yield return node;
            foreach (var child in Children(node).Reverse())
                stack.Push(child);
        }
    }

    /// <summary>How many levels there are, the node's own included; stops counting past a bound.</summary>
    public static int Depth(SyntaxNode root, int bound)
    {
        var deepest = 0;
        var stack = new Stack<(SyntaxNode Node, int Depth)>([(root, 1)]);
        while (stack.TryPop(out var next))
        {
            deepest = Math.Max(deepest, next.Depth);
            if (deepest > bound)
                return deepest;

            foreach (var child in Children(next.Node))
                stack.Push((child, next.Depth + 1));
        }

        return deepest;
    }

    /// <summary>What is directly within a node, in order.</summary>
    public static IEnumerable<SyntaxNode> Children(SyntaxNode node) => Parts(node).OfType<SyntaxNode>();

    private static IEnumerable<SyntaxNode?> Parts(SyntaxNode node) => node switch
    {
        Program it => it.Body,
        BlockStatement it => it.Body,
        ExpressionStatement it => [it.Expression],
        VariableDeclaration it => it.Declarations,
        VariableDeclarator it => [it.Id, it.Init],
        IfStatement it => [it.Test, it.Consequent, it.Alternate],
        ReturnStatement it => [it.Argument],
        ThrowStatement it => [it.Argument],
        ForStatement it => [it.Init, it.Test, it.Update, it.Body],
        ForInStatement it => [it.Left, it.Right, it.Body],
        WhileStatement it => [it.Test, it.Body],
        DoWhileStatement it => [it.Body, it.Test],
        LabelledStatement it => [it.Body],
        SwitchStatement it => [it.Discriminant, .. it.Cases ?? []],
        SwitchCase it => [it.Test, .. it.Consequent ?? []],
        TryStatement it => [it.Block, .. it.Handlers ?? [], it.Finalizer],
        CatchClause it => [it.Param, it.Body],
        WithStatement it => [it.Object, it.Body],
        FunctionDeclaration it => [it.Id, .. it.Parameters ?? [], it.Body],
        FunctionExpression it => [it.Id, .. it.Parameters ?? [], it.Body],
        AssignmentExpression it => [it.Left, it.Right],
        BinaryExpression it => [it.Left, it.Right],
        LogicalExpression it => [it.Left, it.Right],
        ConditionalExpression it => [it.Test, it.Consequent, it.Alternate],
        UnaryExpression it => [it.Argument],
        CallExpression it => [it.Callee, .. it.Arguments],
        NewExpression it => [it.Callee, .. it.Arguments ?? []],
        MemberExpression it => it.Computed ? [it.Object, it.Property] : [it.Object],
        ArrayExpression it => it.Elements ?? [],
        ObjectExpression it => it.Properties ?? [],
        Property it => [it.Value],
        SequenceExpression it => it.Expressions,
        _ => [],
    };
}
