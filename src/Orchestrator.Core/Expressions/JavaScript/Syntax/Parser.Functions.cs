using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Functions.</summary>
internal sealed partial class Parser
{
    private FunctionNode FunctionExpression(bool isAsync)
    {
        var start = Advance().Start;
        var isGenerator = TakeSign("*");
        var name = IsOwnName(_token) ? Advance() : default(Token?);
        return FunctionRest(FunctionKind.Plain, name?.Text ?? "", isAsync, isGenerator, start, name);
    }

    /// <summary>A function from its parameters on.</summary>
    private FunctionNode FunctionRest(
        FunctionKind kind, string name, bool isAsync, bool isGenerator, int start, Token? ownName)
    {
        if (isAsync && isGenerator)
            throw Wrong("A generator cannot be asynchronous here. Give a list, or wait for one value after the other");

        var function = new FunctionNode(kind) { At = start, Name = name, IsAsync = isAsync, IsGenerator = isGenerator };
        return Function(function, Surrounding(kind, isAsync, isGenerator), () =>
        {
            if (ownName is { } self)
                _block.Declare(self.Text, DeclaredAs.Self);
            Parameters(function);
            return Body();
        });
    }

    private Surroundings Surrounding(FunctionKind kind, bool isAsync, bool isGenerator) => new()
    {
        InFunction = true,
        IsStrict = _around.IsStrict,
        InAsync = isAsync,
        InGenerator = isGenerator,
        InMethod = kind != FunctionKind.Plain && (kind != FunctionKind.Arrow || _around.InMethod),
        InDerivedConstructor =
            kind == FunctionKind.DerivedConstructor || (kind == FunctionKind.Arrow && _around.InDerivedConstructor),
    };

    private FunctionNode Function(FunctionNode function, Surroundings within, Func<StatementNode[]> parse)
    {
        var (around, yields) = (_around, _yields);
        _around = within;
        var block = new Block(_block, function);
        function.Body = InBlock(block, parse);
        function.IsStrict = within.IsStrict;
        function.Functions = [.. block.Functions];
        function.Source = (_text, function.At, _lastEnd);
        function.Levels = 4 + Height(function);
        (_around, _yields) = (around, yields);
        return function;
    }

    private static int Height(FunctionNode function)
    {
        var highest = function.Rest?.Height ?? 0;
        foreach (var statement in function.Body)
            highest = Math.Max(highest, statement.Height);
        foreach (var parameter in function.Parameters)
            highest = Math.Max(highest, parameter.Height);
        return highest;
    }

    private void Parameters(FunctionNode function)
    {
        Expect("(");
        var parameters = new List<ExpressionNode>();
        var length = 0;
        while (!TakeSign(")"))
        {
            if (TakeSign("..."))
            {
                function.Rest = BindingTarget(DeclaredAs.Parameter);
                Expect(")");
                break;
            }

            var parameter = BindingElement(DeclaredAs.Parameter);
            if (parameter is not DefaultNode && length == parameters.Count)
                length++;
            parameters.Add(parameter);
            if (!_token.IsSign(")"))
                Expect(",");
        }

        function.Parameters = [.. parameters];
        function.Length = length;
    }

    /// <summary>Null where no arrow function begins here.</summary>
    private FunctionNode? ArrowFunction(bool allowIn)
    {
        var start = _token.Start;
        var isAsync = _token.IsWord("async") && Peek() is { AfterLine: false } next
            && (IsOwnName(next) || next.IsSign("(")) && ArrowFollows(next);
        if (!isAsync && !((IsOwnName(_token) || _token.IsSign("(")) && ArrowFollows(_token)))
            return null;

        if (isAsync)
            Advance();
        var function = new FunctionNode(FunctionKind.Arrow) { At = start, IsAsync = isAsync };
        return Function(function, Surrounding(FunctionKind.Arrow, isAsync, isGenerator: false), () =>
            ArrowRest(function, allowIn));
    }

    private StatementNode[] ArrowRest(FunctionNode function, bool allowIn)
    {
        if (_token.IsSign("("))
        {
            Parameters(function);
        }
        else
        {
            function.Parameters = [Declare(OwnName(), DeclaredAs.Parameter)];
            function.Length = 1;
        }

        Expect("=>");
        if (_token.IsSign("{"))
            return Body();

        var start = _token.Start;
        var value = Assignment(allowIn);
        return [new ReturnNode(value) { At = value.At, Cost = 1 + ((_lastEnd - start) / CharactersPerStep) }];
    }

    /// <summary>A field's value is a function of its own, called on what gets the field.</summary>
    private FunctionNode Initializer(string name, int start)
    {
        var function = new FunctionNode(FunctionKind.Method) { At = start, Name = name };
        return Function(function, Surrounding(FunctionKind.Method, isAsync: false, isGenerator: false), () =>
        {
            var value = Assignment();
            value.TakeName(name);
            return [new ReturnNode(value) { At = value.At }];
        });
    }

    /// <summary>Whether <c>=></c> comes after the name, or after the bracket that closes the one at hand.</summary>
    private bool ArrowFollows(Token first)
    {
        var at = _lexer.Position;
        try
        {
            _lexer.Position = first.End;
            if (first.IsSign("("))
                SkipBrackets();
            return _lexer.Next() is { AfterLine: false } next && next.IsSign("=>");
        }
        catch (ScriptSyntaxException)
        {
            // What is wrong there is said when it is read in earnest.
            return false;
        }
        finally
        {
            _lexer.Position = at;
        }
    }

    private void SkipBrackets()
    {
        var open = new Stack<char>();
        open.Push('(');
        var last = new Token(TokenKind.Sign, 0, 0, "(", 0, false);
        while (open.Count > 0)
        {
            var token = _lexer.Next();
            if (token.Kind == TokenKind.End)
                return;

            if (token.Kind == TokenKind.Sign)
                Skip(token, last, open);
            last = token;
        }
    }

    private void Skip(Token token, Token last, Stack<char> open)
    {
        switch (token.Text)
        {
            case "(" or "[" or "{":
                open.Push(token.Text[0]);
                break;
            case ")" or "]":
                open.Pop();
                break;
            case "}" when open.Pop() == '`':
                SkipTemplate(token.End, open);
                break;
            case "`":
                SkipTemplate(token.End, open);
                break;
            case "/" or "/=" when !EndsValue(last):
                _lexer.RegExp(token.Start);
                break;
        }
    }

    private void SkipTemplate(int at, Stack<char> open)
    {
        if (!_lexer.TemplatePart(at).IsLast)
            open.Push('`');
    }

    private static bool EndsValue(Token last) => last.Kind switch
    {
        TokenKind.Sign => last.Text is ")" or "]" or "}" or "`" or "++" or "--",
        TokenKind.Name => !Words.IsReserved(last.Text) || last.Text is "this" or "super" or "null" or "true" or "false",
        _ => true,
    };
}
