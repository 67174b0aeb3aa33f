using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Loops.</summary>
internal sealed partial class Parser
{
    private StatementNode LoopBody()
    {
        var around = _around;
        _around = around with { InLoop = true };
        var body = Statement(declares: false);
        _around = around;
        return body;
    }

    private WhileNode While(string[] labels)
    {
        Advance();
        var condition = InBrackets();
        return new WhileNode(condition, LoopBody(), bodyFirst: false, labels);
    }

    private WhileNode Do(string[] labels)
    {
        Advance();
        var body = LoopBody();
        ExpectWord("while");
        var condition = InBrackets();
        TakeSign(";");
        return new WhileNode(condition, body, bodyFirst: true, labels);
    }

    private LoopNode For(string[] labels)
    {
        Advance();
        var awaits = _around.InAsync && TakeWord("await");
        Expect("(");
        var block = new Block(_block, null);
        return InBlock(block, () => For(labels, block, awaits));
    }

    private LoopNode For(string[] labels, Block block, bool awaits)
    {
        DeclaredAs? how = _token.IsWord("var") ? DeclaredAs.Var
            : _token.IsWord("const") ? DeclaredAs.Const
            : _token.IsWord("let") && StartsDeclaration(Peek()) ? DeclaredAs.Let
            : null;
        if (how is { } declared)
            return ForDeclared(declared, labels, block, awaits);

        if (_token.IsSign(";"))
            return Counting(null, labels, block);

        var yields = _yields;
        var first = Expression(allowIn: false);
        if (_token.IsWord("of") || _token.IsWord("in"))
            return Each(Target(first), declares: false, labels, block, awaits);

        return Counting(new ExpressionStatementNode(first) { HasYield = _yields != yields }, labels, block);
    }

    private LoopNode ForDeclared(DeclaredAs how, string[] labels, Block block, bool awaits)
    {
        Advance();
        var (position, token, lastEnd, names, yields) = (_lexer.Position, _token, _lastEnd, _resolution.Mark(),
            _yields);
        var target = BindingTarget(how);
        if (_token.IsWord("of") || _token.IsWord("in"))
            return Each(target, declares: true, labels, block, awaits);

        // It counts after all: the declaration is read again, as one with values.
        (_lexer.Position, _token, _lastEnd) = (position, token, lastEnd);
        _resolution.BackTo(names);
        block.Forget();
        var start = Declarators(how, allowIn: false);
        start.HasYield = _yields != yields;
        return Counting(start, labels, block);
    }

    private ForNode Counting(StatementNode? start, string[] labels, Block block)
    {
        Expect(";");
        var condition = _token.IsSign(";") ? null : Expression();
        Expect(";");
        var step = _token.IsSign(")") ? null : Expression();
        Expect(")");
        return new ForNode(start, condition, step, LoopBody(), block.Layout, labels);
    }

    private ForEachNode Each(ExpressionNode target, bool declares, string[] labels, Block block, bool awaits)
    {
        var takesNames = Advance().Text == "in";
        var items = takesNames ? Expression() : Assignment();
        Expect(")");
        return new ForEachNode(target, declares, items, takesNames, LoopBody(), block.Layout,
            labels)
        { Awaits = awaits };
    }
}
