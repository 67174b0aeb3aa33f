using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Operators and assignments.</summary>
internal sealed partial class Parser
{
    /// <summary>Whether what was parsed last has a sign or word before it, which ** refuses at its left.</summary>
    private bool _wasSigned;

    private ExpressionNode Expression(bool allowIn = true)
    {
        var first = Assignment(allowIn);
        if (!_token.IsSign(","))
            return first;

        var parts = new List<ExpressionNode> { first };
        while (TakeSign(","))
            parts.Add(Assignment(allowIn));
        return new SequenceNode([.. parts]) { At = first.At };
    }

    private ExpressionNode Assignment(bool allowIn = true) => Nested(() => OneAssignment(allowIn));

    private ExpressionNode OneAssignment(bool allowIn)
    {
        if (ArrowFunction(allowIn) is { } arrow)
            return arrow;
        if (_around.InGenerator && _token.IsWord("yield"))
            return Yield(allowIn);

        var left = Conditional(allowIn);
        if (!Words.IsAssignment(_token))
            return left;

        var sign = Advance();
        if (sign.Text == "=")
        {
            var target = Target(left);
            var value = Assignment(allowIn);
            if (target is NameNode name)
                value.TakeName(name.Name);
            return new AssignNode(target, value) { At = left.At };
        }

        if (left is not ReferenceNode reference)
            throw _lexer.Wrong("Invalid left-hand side in assignment", left.At);

        var its = Assignment(allowIn);
        if (reference is NameNode named && sign.Text is "&&=" or "||=" or "??=")
            its.TakeName(((NameNode)reference).Name);
        return new CompoundAssignNode(sign.Text[..^1], reference, its) { At = sign.Start };
    }

    private YieldNode Yield(bool allowIn)
    {
        var start = Advance().Start;
        _yields++;
        var givesAll = !_token.AfterLine && TakeSign("*");
        var isBare = !givesAll && (_token.AfterLine || _token.Kind == TokenKind.End
            || (_token.Kind == TokenKind.Sign && _token.Text is ")" or "]" or "}" or "," or ";" or ":"));
        return new YieldNode(isBare ? null : Assignment(allowIn), givesAll) { At = start };
    }

    private ExpressionNode Conditional(bool allowIn)
    {
        var condition = Binary(1, allowIn);
        if (!_token.IsSign("?"))
            return condition;

        var start = Advance().Start;
        var yes = Assignment();
        Expect(":");
        var no = Assignment(allowIn);
        return Checked(new ConditionalNode(condition, yes, no) { At = start });
    }

    private ExpressionNode Binary(int strengthMin, bool allowIn)
    {
        var left = _token.Kind == TokenKind.PrivateName && Peek().IsWord("in")
            ? new LiteralNode(PrivateKey(Advance()))
            : Unary();
        while (Words.Strength(_token, allowIn) is var strength && strength >= strengthMin)
        {
            var sign = Advance();
            if (sign.Text == "**" && _wasSigned)
                throw _lexer.Wrong("A sign before the base of ** needs brackets", left.At);

            // What is at the right binds more tightly; ** as tightly.
            var right = Nested(() => Binary(sign.Text == "**" ? strength : strength + 1, allowIn));
            left = Checked(sign.Text is "&&" or "||" or "??"
                ? new LogicalNode(sign.Text, left, right) { At = sign.Start }
                : (ExpressionNode)new BinaryNode(sign.Text, left, right) { At = sign.Start });
            _wasSigned = false;
        }

        return left;
    }

    private ExpressionNode Unary()
    {
        _wasSigned = false;
        var start = _token.Start;
        if (_token.Kind == TokenKind.Sign)
        {
            if (_token.Text is "++" or "--")
            {
                var by = Advance().Text == "++" ? 1 : -1;
                var target = Nested(Unary);
                _wasSigned = false;
                return new UpdateNode(Reference(target), by, givesOld: false) { At = start };
            }

            if (_token.Text is "!" or "-" or "+" or "~")
                return Sign(start);
        }
        else if (_token.Kind == TokenKind.Name && !_token.IsEscaped)
        {
            if (_token.Text is "typeof" or "void")
                return Sign(start);
            if (TakeWord("delete"))
                return Signed(new DeleteNode(Nested(Unary)) { At = start });
            if (_token.IsWord("await") && (_around.InAsync || (!_around.InFunction && StartsValue(Peek()))))
            {
                Advance();
                return Signed(new AwaitNode(Nested(Unary)) { At = start });
            }
        }

        var value = Postfix(Nested(() => Suffixes(Primary(), allowCalls: true)));
        _wasSigned = false;
        return value;
    }

    /// <summary>Whether <c>await</c> at the top level is one, and no name.</summary>
    private static bool StartsValue(Token next) =>
        !next.AfterLine && (next.Kind is TokenKind.Name or TokenKind.Number or TokenKind.Text && !next.IsWord("in")
            && !next.IsWord("instanceof") && !next.IsWord("of"));

    private ExpressionNode Sign(int start)
    {
        var symbol = Advance().Text;
        var inner = Nested(Unary);
        return Signed(symbol == "-" && inner is LiteralNode { Value.IsNumber: true } number
            ? new LiteralNode(-number.Value.Number) { At = start }
            : (ExpressionNode)new UnaryNode(symbol, inner) { At = start });
    }

    private ExpressionNode Signed(ExpressionNode node)
    {
        _wasSigned = true;
        return node;
    }

    private ExpressionNode Postfix(ExpressionNode value)
    {
        if (_token.AfterLine || !(_token.IsSign("++") || _token.IsSign("--")))
            return value;

        var by = Advance().Text == "++" ? 1 : -1;
        return new UpdateNode(Reference(value), by, givesOld: true) { At = value.At };
    }

    private ReferenceNode Reference(ExpressionNode node) =>
        node as ReferenceNode ?? throw _lexer.Wrong("Only a name or a member can be counted up or down", node.At);
}
