using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Statements that leave their place: return, break, throw, and what catches.</summary>
internal sealed partial class Parser
{
    private TryNode Try()
    {
        Advance();
        var body = Nested(BlockStatement);
        var block = new Block(_block, null) { IsCatch = true };
        ExpressionNode? thrown = null;
        BlockNode? handler = null;
        if (TakeWord("catch"))
        {
            handler = InBlock(block, () =>
            {
                if (TakeSign("("))
                {
                    thrown = BindingTarget(DeclaredAs.Caught);
                    Expect(")");
                }

                return Nested(BlockStatement);
            });
        }

        var finalizer = TakeWord("finally") ? Nested(BlockStatement) : null;
        if (handler is null && finalizer is null)
            throw Unexpected(", 'catch' or 'finally' was expected");

        Mark(body, handler, finalizer);
        return new TryNode(body, thrown, block.Layout, handler, finalizer);
    }

    /// <summary>Parts of a statement that are no statements of their own: any may have a yield, if one has.</summary>
    private void Mark(params ReadOnlySpan<StatementNode?> parts)
    {
        foreach (var part in parts)
        {
            if (part is not null)
                part.HasYield = _around.InGenerator;
        }
    }

    private ThrowNode Throw()
    {
        var start = Advance().Start;
        if (_token.AfterLine)
            throw Wrong("A line ends after throw");
        var value = Expression();
        EndStatement();
        return new ThrowNode(value) { At = start };
    }

    private ReturnNode Return()
    {
        Advance();
        var isBare = _token.IsSign(";") || _token.IsSign("}") || _token.Kind == TokenKind.End || _token.AfterLine;
        var value = isBare ? null : Expression();
        EndStatement();
        return new ReturnNode(value);
    }

    private StatementNode Jump(bool isBreak)
    {
        var start = Advance().Start;
        string? label = null;
        if (!_token.AfterLine && IsOwnName(_token))
        {
            label = Advance().Text;
            if (!_around.Labels.Contains(label))
                throw _lexer.Wrong($"There is no label '{label}' around it", start);
        }
        else if (!_around.InLoop && !(isBreak && _around.InSwitch))
        {
            throw _lexer.Wrong($"There is nothing around it to {(isBreak ? "break" : "continue")}", start);
        }

        if (!isBreak && !_around.InLoop)
            throw _lexer.Wrong("There is no loop around it to continue", start);
        EndStatement();
        return isBreak ? new BreakNode(label) : new ContinueNode(label);
    }

    private StatementNode Label()
    {
        var labels = new List<string>();
        var around = _around;
        while (IsOwnName(_token) && Peek().IsSign(":"))
        {
            if (_around.Labels.Contains(_token.Text))
                throw Wrong($"The label '{_token.Text}' is there already");
            labels.Add(_token.Text);
            _around = _around with { Labels = [.. _around.Labels, _token.Text] };
            Advance();
            Advance();
        }

        var yields = _yields;
        StatementNode body = _token.IsWord("for") ? For([.. labels])
            : _token.IsWord("while") ? While([.. labels])
            : _token.IsWord("do") ? Do([.. labels])
            : Statement(declares: false);
        _around = around;
        foreach (var label in Enumerable.Reverse(labels))
        {
            body.HasYield = _yields != yields;
            body = new LabelNode(label, body);
        }

        return Checked(body);
    }
}
