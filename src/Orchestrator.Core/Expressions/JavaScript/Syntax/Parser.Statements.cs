using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Statements.</summary>
internal sealed partial class Parser
{
    /// <summary>Characters of a statement that count as one step.</summary>
    private const int CharactersPerStep = 64;

    /// <param name="declares">Whether let, const, class and functions may be declared here.</param>
    private StatementNode Statement(bool declares)
    {
        var (start, yields, counted) = (_token.Start, _yields, _counted);
        var statement = Nested(() => OneStatement(declares));

        // What stands within it is counted when it runs.
        var length = _lastEnd - start;
        statement.Cost = 1 + ((length - (_counted - counted)) / CharactersPerStep);
        _counted = counted + length;
        statement.HasYield = _yields != yields;
        return statement;
    }

    private StatementNode OneStatement(bool declares)
    {
        if (_token.Kind == TokenKind.Sign)
        {
            if (_token.IsSign("{"))
                return BlockStatement();
            if (TakeSign(";"))
                return new EmptyNode();
        }

        if (_token.Kind == TokenKind.Name && !_token.IsEscaped)
        {
            switch (_token.Text)
            {
                case "var":
                    return Declaration(DeclaredAs.Var);
                case "const":
                    return Lexical(DeclaredAs.Const, declares);
                case "let" when StartsDeclaration(Peek()):
                    return Lexical(DeclaredAs.Let, declares);
                case "function":
                    return FunctionDeclaration(isAsync: false);
                case "async" when Peek() is { AfterLine: false } next && next.IsWord("function"):
                    Advance();
                    return FunctionDeclaration(isAsync: true);
                case "class":
                    return ClassDeclaration(declares);
                case "if":
                    return If();
                case "for":
                    return For([]);
                case "while":
                    return While([]);
                case "do":
                    return Do([]);
                case "switch":
                    return Switch();
                case "try":
                    return Try();
                case "throw":
                    return Throw();
                case "return":
                    return Return();
                case "break":
                    return Jump(isBreak: true);
                case "continue":
                    return Jump(isBreak: false);
                case "debugger":
                    Advance();
                    EndStatement();
                    return new EmptyNode();
                case "with" or "import" or "export" or "enum":
                    if (!(_token.IsWord("import") && Peek().IsSign("(")))
                        throw Wrong($"'{_token.Text}' cannot be used in a script");
                    break;
            }

            if (IsOwnName(_token) && Peek().IsSign(":"))
                return Label();
        }

        var directive = _token;
        var expression = Expression();
        EndStatement();
        if (directive.Kind == TokenKind.Text && directive.Text == "use strict" && expression is LiteralNode)
            _around.IsStrict = true;
        return new ExpressionStatementNode(expression) { At = expression.At };
    }

    private bool StartsDeclaration(Token next) =>
        next.IsSign("[") || next.IsSign("{")
        || (next.Kind == TokenKind.Name && !next.IsWord("in") && !next.IsWord("instanceof") && !next.IsWord("of")
            && !Words.IsReserved(next.Text));

    private BlockNode BlockStatement()
    {
        var block = new Block(_block, null);
        return InBlock(block, () => new BlockNode(Body(), [.. block.Functions], block.Layout));
    }

    private StatementNode[] Body()
    {
        Expect("{");
        var body = new List<StatementNode>();
        while (!_token.IsSign("}"))
        {
            if (_token.Kind == TokenKind.End)
                throw Unexpected(", '}' was expected");
            body.Add(Statement(declares: true));
        }

        Advance();
        return [.. body];
    }

    private DeclarationNode Lexical(DeclaredAs how, bool declares) =>
        declares ? Declaration(how) : throw Wrong("A declaration must be within braces here");

    private DeclarationNode Declaration(DeclaredAs how)
    {
        Advance();
        var declaration = Declarators(how, allowIn: true);
        EndStatement();
        return declaration;
    }

    private DeclarationNode Declarators(DeclaredAs how, bool allowIn)
    {
        var parts = new List<(ExpressionNode, ExpressionNode?)>();
        do
        {
            var target = BindingTarget(how);
            ExpressionNode? value = null;
            if (TakeSign("="))
                value = Assignment(allowIn);
            else if (how == DeclaredAs.Const || target is not NameNode)
                throw Wrong("A declaration needs a value");
            if (target is NameNode name)
                value?.TakeName(name.Name);
            parts.Add((target, value));
        }
        while (TakeSign(","));

        return new DeclarationNode([.. parts], how == DeclaredAs.Var);
    }

    private EmptyNode FunctionDeclaration(bool isAsync)
    {
        var start = Advance().Start;
        var isGenerator = TakeSign("*");
        var name = OwnName();
        var isOuter = _block.FunctionBlock == _block;
        var target = isOuter || _block.DeclareVarIsFree(name.Text)
            ? Declare(name, DeclaredAs.Function)
            : Declare(name, DeclaredAs.Function, _block);
        var function = FunctionRest(FunctionKind.Plain, name.Text, isAsync, isGenerator, start, ownName: null);
        _block.Functions.Add(new Hoisted(target, function));
        return new EmptyNode();
    }

    private DeclarationNode ClassDeclaration(bool declares)
    {
        if (!declares)
            throw Wrong("A class must be within braces here");

        var start = _token.Start;
        var name = Peek();
        if (!IsOwnName(name))
            throw Wrong("A class needs a name");
        var target = Declare(name, DeclaredAs.Class, _block);
        var made = Class();
        return new DeclarationNode([(target, made)], isVar: false) { At = start };
    }

    private IfNode If()
    {
        Advance();
        var condition = InBrackets();
        var yes = Statement(declares: false);
        var no = TakeWord("else") ? Statement(declares: false) : null;
        return new IfNode(condition, yes, no);
    }

    private ExpressionNode InBrackets()
    {
        Expect("(");
        var expression = Expression();
        Expect(")");
        return expression;
    }

    private SwitchNode Switch()
    {
        Advance();
        var subject = InBrackets();
        Expect("{");
        var block = new Block(_block, null);
        var around = _around;
        _around = around with { InSwitch = true };
        var cases = InBlock(block, Cases);
        _around = around;
        return new SwitchNode(subject, cases, [.. block.Functions], block.Layout);
    }

    private CasePart[] Cases()
    {
        var cases = new List<CasePart>();
        while (!TakeSign("}"))
        {
            ExpressionNode? match = null;
            if (TakeWord("case"))
                match = Expression();
            else
                ExpectWord("default");
            if (match is null && cases.Any(part => part.Match is null))
                throw Wrong("There are two defaults");
            Expect(":");

            var body = new List<StatementNode>();
            while (!_token.IsSign("}") && !_token.IsWord("case") && !_token.IsWord("default"))
            {
                if (_token.Kind == TokenKind.End)
                    throw Unexpected(", '}' was expected");
                body.Add(Statement(declares: true));
            }

            cases.Add(new CasePart(match, [.. body]));
        }

        return [.. cases];
    }
}
