using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Members, calls and <c>new</c>.</summary>
internal sealed partial class Parser
{
    private const string Private = JsSymbol.Prefix + "#";

    private static string PrivateKey(Token name) => Private + name.Text;

    private ExpressionNode Suffixes(ExpressionNode value, bool allowCalls)
    {
        var hasOptional = false;
        while (_token.Kind == TokenKind.Sign)
        {
            var start = _token.Start;
            if (TakeSign("."))
                value = Member(value, start, isOptional: false);
            else if (_token.IsSign("?.") && allowCalls)
                (value, hasOptional) = (Optional(value), true);
            else if (TakeSign("["))
                value = Indexed(value, start, isOptional: false);
            else if (_token.IsSign("(") && allowCalls)
                value = Call(value, isOptional: false);
            else if (_token.IsSign("`"))
                value = hasOptional ? throw Unexpected("") : Template(value);
            else
                break;

            Checked(value);
        }

        return hasOptional ? new ChainNode(value) { At = value.At } : value;
    }

    private ExpressionNode Optional(ExpressionNode value)
    {
        var start = Advance().Start;
        return TakeSign("[") ? Indexed(value, start, isOptional: true)
            : _token.IsSign("(") ? Call(value, isOptional: true)
            : Member(value, start, isOptional: true);
    }

    private ExpressionNode Member(ExpressionNode owner, int start, bool isOptional)
    {
        if (_token.Kind is not (TokenKind.Name or TokenKind.PrivateName))
            throw Unexpected(", a member's name was expected");

        var token = Advance();
        var name = token.Kind == TokenKind.PrivateName ? PrivateKey(token) : token.Text;
        if (owner is SuperNode)
            return new SuperMemberNode(name, null) { At = start };
        return Noted(new MemberNode(owner, name, null, isOptional) { At = token.Start, IsStrict = _around.IsStrict });
    }

    private ExpressionNode Indexed(ExpressionNode owner, int start, bool isOptional)
    {
        var key = Expression();
        Expect("]");
        if (owner is SuperNode)
            return new SuperMemberNode(null, key) { At = start };

        return key is LiteralNode { Value: { Type: JsType.Text } text }
            ? Noted(new MemberNode(owner, text.Text, null, isOptional) { At = start, IsStrict = _around.IsStrict })
            : Noted(new MemberNode(owner, null, key, isOptional) { At = start, IsStrict = _around.IsStrict });
    }

    private MemberNode Noted(MemberNode member)
    {
        if (member.Owner is NameNode)
            _members.Add(member);
        return member;
    }

    private ExpressionNode Call(ExpressionNode callee, bool isOptional)
    {
        var arguments = CallArguments();
        if (callee is SuperNode)
            return _around.InDerivedConstructor
                ? new SuperCallNode(arguments) { At = callee.At }
                : throw _lexer.Wrong("'super' is called only in the constructor of a class that extends another",
                callee.At);

        var call = new CallNode(callee, arguments, isOptional) { At = callee.At };
        if (callee is NameNode)
            _calls.Add(call);
        return call;
    }

    private ExpressionNode[] CallArguments()
    {
        Expect("(");
        var arguments = new List<ExpressionNode>();
        while (!TakeSign(")"))
        {
            arguments.Add(SpreadOrValue());
            if (!_token.IsSign(")"))
                Expect(",");
        }

        return [.. arguments];
    }

    private ExpressionNode SpreadOrValue()
    {
        var start = _token.Start;
        return TakeSign("...") ? new SpreadNode(Assignment()) { At = start } : Assignment();
    }

    private ExpressionNode New()
    {
        var start = Advance().Start;
        if (TakeSign("."))
        {
            if (!_around.InFunction)
                throw Wrong("new.target stands only in functions");
            ExpectWord("target");
            return new NewTargetNode { At = start };
        }

        var callee = Nested(() => Suffixes(_token.IsWord("new") ? New() : Primary(), allowCalls: false));
        if (_token.IsSign("?."))
            throw Unexpected("");
        var arguments = _token.IsSign("(") ? CallArguments() : [];
        return new NewNode(callee, arguments) { At = start };
    }
}

/// <summary><c>super</c>, before it is known whether it is called or a member of it is read.</summary>
internal sealed class SuperNode() : ExpressionNode(1)
{
    public override JsValue Evaluate(Running.Frame frame) => JsValue.Undefined;
}
