using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Objects and classes, and the members they are made of.</summary>
internal sealed partial class Parser
{
    private ObjectNode ObjectLiteral()
    {
        var start = Advance().Start;
        var members = new List<MemberPart>();
        while (!TakeSign("}"))
        {
            members.Add(ObjectMember());
            if (!_token.IsSign("}"))
                Expect(",");
        }

        return new ObjectNode([.. members]) { At = start };
    }

    private MemberPart ObjectMember()
    {
        var first = _token;
        if (TakeSign("..."))
            return new(MemberKind.Spread, null, null, Assignment()) { At = first.Start };
        if (Method(FunctionKind.Method, isStatic: false) is { } method)
            return method;

        var (name, key) = MemberName();
        if (TakeSign(":"))
        {
            var value = Assignment();
            value.TakeName(name ?? "");
            return new(MemberKind.Value, name, key, value) { At = first.Start };
        }

        if (!IsOwnName(first) || name is null)
            throw Unexpected(", ':' was expected");

        var named = NameOf(first);
        if (!TakeSign("="))
            return new(MemberKind.Value, name, null, named) { At = first.Start, IsShorthand = true };

        var otherwise = Assignment();
        otherwise.TakeName(name);
        _covers.Add(first.Start);
        return new(MemberKind.Default, name, null, new DefaultNode(named, otherwise)) { At = first.Start };
    }

    /// <summary>A member that is a function: a method, a getter or a setter. Null where it is none.</summary>
    private MemberPart? Method(FunctionKind kind, bool isStatic)
    {
        var start = _token.Start;
        var (position, token, lastEnd) = (_lexer.Position, _token, _lastEnd);
        var names = _resolution.Mark();
        var isAsync = _token.IsWord("async") && Peek() is { AfterLine: false } next && StartsMember(next);
        if (isAsync)
            Advance();
        var isGenerator = TakeSign("*");
        var member = MemberKind.Method;
        if (!isAsync && !isGenerator && (_token.IsWord("get") || _token.IsWord("set")) && StartsMember(Peek()))
            member = Advance().Text == "get" ? MemberKind.Getter : MemberKind.Setter;

        var (name, key) = MemberName();
        if (_token.IsSign("("))
        {
            var isConstructor = kind != FunctionKind.Method && !isStatic && key is null && name == "constructor";
            var function = FunctionRest(isConstructor ? kind : FunctionKind.Method, name
                ?? "", isAsync, isGenerator, start, null);
            var takes = function.Rest is null ? function.Parameters.Length : -1;
            if ((member == MemberKind.Getter && takes != 0) || (member == MemberKind.Setter && takes != 1))
                throw _lexer.Wrong("A getter takes no argument, and a setter takes one", start);
            return new(member, name, key, function, isStatic) { At = start };
        }

        if (isAsync || isGenerator || member != MemberKind.Method)
            throw Unexpected(", '(' was expected");
        (_lexer.Position, _token, _lastEnd) = (position, token, lastEnd);
        _resolution.BackTo(names);
        return null;
    }

    private static bool StartsMember(Token token) =>
        token.Kind is TokenKind.Name or TokenKind.PrivateName or TokenKind.Text or TokenKind.Number
            || token.IsSign("[") || token.IsSign("*");

    private (string? Name, ExpressionNode? Key) MemberName()
    {
        if (TakeSign("["))
        {
            var key = Assignment();
            Expect("]");
            return (null, key);
        }

        var token = _token;
        if (token.Kind is not (
            TokenKind.Name or TokenKind.PrivateName or TokenKind.Text or TokenKind.Number or TokenKind.BigInt))
            throw Unexpected(", a member's name was expected");

        Advance();
        return (token.Kind switch
        {
            TokenKind.Number => NumberText.Of(token.Number),
            TokenKind.PrivateName => PrivateKey(token),
            _ => token.Text,
        }, null);
    }

    private ClassNode Class()
    {
        var start = Advance().Start;
        var block = new Block(_block, null);
        var around = _around;
        _around = around with { IsStrict = true };
        var made = InBlock(block, () => Class(start, block));
        _around = around;
        return made;
    }

    private ClassNode Class(int start, Block block)
    {
        var name = IsOwnName(_token) && !_token.IsWord("extends") ? Advance() : default(Token?);
        var self = name is { } own ? Declare(own, DeclaredAs.Const, block) : null;
        var parent = TakeWord("extends") ? Nested(() => Suffixes(Primary(), allowCalls: true)) : null;
        Expect("{");

        FunctionNode? constructor = null;
        var members = new List<MemberPart>();
        while (!TakeSign("}"))
        {
            if (TakeSign(";"))
                continue;

            var member = ClassMember(parent is null ? FunctionKind.Constructor : FunctionKind.DerivedConstructor);
            if (member.Value is FunctionNode { Kind: FunctionKind.Constructor or FunctionKind.DerivedConstructor } its)
                constructor = constructor is null ? its : throw Wrong("A class has one constructor");
            else
                members.Add(member);
        }

        constructor ??= DefaultConstructor(parent is not null, start);
        constructor.Name = name?.Text ?? "";
        constructor.Source = (_text, start, _lastEnd);
        return new ClassNode(parent, constructor, [.. members], block.Layout, self) { At = start };
    }

    private MemberPart ClassMember(FunctionKind constructorKind)
    {
        var start = _token.Start;
        var next = _token.IsWord("static") ? Peek() : default;
        var isStatic = _token.IsWord("static") && (StartsMember(next) || next.IsSign("{"));
        if (isStatic)
            Advance();
        if (isStatic && _token.IsSign("{"))
            return new(MemberKind.Block, MemberPart.BlockName, null, StaticBlock(start), true) { At = start };
        if (Method(constructorKind, isStatic) is { } method)
            return method;

        var (name, key) = MemberName();
        var value = TakeSign("=") ? Initializer(name ?? "", start) : null;
        EndStatement();
        return new(MemberKind.Field, name, key, value, isStatic) { At = start };
    }

    private FunctionNode StaticBlock(int start) => Function(
        new FunctionNode(FunctionKind.Method) { At = start },
        Surrounding(FunctionKind.Method, isAsync: false, isGenerator: false),
        Body);

    /// <summary>A constructor where none is written: it hands on what it is given.</summary>
    private FunctionNode DefaultConstructor(bool isDerived, int start)
    {
        var text = isDerived ? "(...given) { super(...given); }" : "() { }";
        var (outer, around) = (_block, _around);
        var parser = new Parser(text) { _around = around with { InMethod = true } };
        parser.Advance();
        var kind = isDerived ? FunctionKind.DerivedConstructor : FunctionKind.Constructor;
        var function = parser.FunctionRest(kind, "", isAsync: false, isGenerator: false, start, ownName: null);
        parser._resolution.Run();
        (_block, _around) = (outer, around);
        return function;
    }
}
