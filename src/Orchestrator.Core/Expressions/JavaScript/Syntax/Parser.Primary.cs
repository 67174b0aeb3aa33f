using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>What an expression begins with.</summary>
internal sealed partial class Parser
{
    private ExpressionNode Primary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return new LiteralNode(token.Number) { At = token.Start };
            case TokenKind.Text:
                Advance();
                return new LiteralNode(token.Text) { At = token.Start };
            case TokenKind.BigInt:
                Advance();
                return new LiteralNode(JsValue.From(BigIntLiteral.Parse(token.Text))) { At = token.Start };
            case TokenKind.Name when !token.IsEscaped:
                return Word(token);
            case TokenKind.Name when IsOwnName(token):
                Advance();
                return NameOf(token);
            case TokenKind.Sign:
                return Bracketed(token);
            default:
                throw Unexpected("");
        }
    }

    private ExpressionNode Bracketed(Token token)
    {
        switch (token.Text)
        {
            case "(":
                Advance();
                var inner = Expression();
                Expect(")");
                return inner is ArrayNode or ObjectNode ? new BracketedNode(inner) { At = inner.At } : inner;
            case "[":
                return ArrayLiteral();
            case "{":
                return ObjectLiteral();
            case "`":
                return Template(null);
            case "/" or "/=":
                return Expression(token);
            default:
                throw Unexpected("");
        }
    }

    private RegExpNode Expression(Token slash)
    {
        var (pattern, flags) = _lexer.RegExp(slash.Start);
        Advance();
        try
        {
            return new RegExpNode(CompiledPattern.Compile(pattern, flags)) { At = slash.Start };
        }
        catch (PatternException wrong)
        {
            throw _lexer.Wrong($"Invalid regular expression: {wrong.Message}", slash.Start);
        }
    }

    private ExpressionNode Word(Token token)
    {
        switch (token.Text)
        {
            case "true" or "false":
                Advance();
                return new LiteralNode(token.Text == "true") { At = token.Start };
            case "null":
                Advance();
                return new LiteralNode(JsValue.Null) { At = token.Start };
            case "this":
                Advance();
                return new ThisNode { At = token.Start };
            case "function":
                return FunctionExpression(isAsync: false);
            case "async" when Peek() is { AfterLine: false } next && next.IsWord("function"):
                Advance();
                return FunctionExpression(isAsync: true);
            case "class":
                return Class();
            case "new":
                return New();
            case "super":
                Advance();
                if (!_around.InMethod || !(_token.IsSign(".") || _token.IsSign("[") || _token.IsSign("(")))
                    throw _lexer.Wrong("'super' cannot stand here", token.Start);
                return new SuperNode { At = token.Start };
            case "import":
                throw Wrong("'import' cannot be used in a script");
        }

        if (!IsOwnName(token))
            throw Unexpected("");
        Advance();
        return NameOf(token);
    }

    private ArrayNode ArrayLiteral()
    {
        var start = Advance().Start;
        var items = new List<ExpressionNode?>();
        while (!TakeSign("]"))
        {
            if (TakeSign(","))
            {
                items.Add(null);
                continue;
            }

            items.Add(SpreadOrValue());
            if (!_token.IsSign("]"))
                Expect(",");
        }

        return new ArrayNode([.. items]) { At = start };
    }

    private ExpressionNode Template(ExpressionNode? tag)
    {
        var start = _token.Start;
        var (cooked, raw, parts) = (new List<string?>(), new List<string>(), new List<ExpressionNode>());
        var at = _token.End;
        while (true)
        {
            var part = _lexer.TemplatePart(at);
            cooked.Add(part.Cooked);
            raw.Add(part.Raw);
            if (part.Cooked is null && tag is null)
                throw _lexer.Wrong("Invalid escape sequence in a template", at);
            Advance();
            if (part.IsLast)
                break;

            parts.Add(Nested(() => Expression()));
            if (!_token.IsSign("}"))
                throw Unexpected(", '}' was expected");
            at = _token.End;
        }

        return tag is null
            ? new TemplateNode([.. cooked.Select(text => text!)], [.. parts]) { At = start }
            : new TaggedTemplateNode(tag, [.. cooked], [.. raw], [.. parts]) { At = start };
    }
}

/// <summary>An array or object in brackets, which is no pattern.</summary>
internal sealed class BracketedNode(ExpressionNode inner) : ExpressionNode(Over(inner))
{
    public override string Shown => inner.Shown;

    public override JsValue Evaluate(Running.Frame frame) => inner.Evaluate(frame);
}
