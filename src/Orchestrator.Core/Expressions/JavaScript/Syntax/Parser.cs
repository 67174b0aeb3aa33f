using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>
/// From text to a tree that evaluates itself, by descent; between values by how tightly operators bind. How deep it
/// descends is bounded, and how high the trees get.
/// </summary>
internal sealed partial class Parser
{
    private const int LengthMax = 64 * 1024;
    private const int DepthMax = 120;
    private const int HeightMax = 250;

    private readonly string _text;
    private readonly Lexer _lexer;
    private readonly Resolution _resolution = new();
    private readonly List<CallNode> _calls = [];
    private readonly List<MemberNode> _members = [];
    private Token _token;
    private int _lastEnd;
    private int _depth;
    private int _yields;

    /// <summary>Characters of statements so far, each counted once.</summary>
    private int _counted;

    /// <summary>Where <c>{a = 1}</c> stands, which must become a pattern.</summary>
    private readonly HashSet<int> _covers = [];
    private Block _block;
    private Surroundings _around = new();

    private Parser(string text)
    {
        _text = text;
        _lexer = new Lexer(text);
        _block = _resolution.Add(new Block(null, null));
    }

    /// <summary>What a statement stands in.</summary>
    private sealed record Surroundings
    {
        public bool InFunction { get; init; }

        public bool InAsync { get; init; }

        public bool InGenerator { get; init; }

        /// <summary>
        /// Whether <c>this</c> of a plain call is undefined: in classes, and where <c>'use strict'</c> stands.
        /// </summary>
        public bool IsStrict { get; set; }

        public bool InLoop { get; init; }

        public bool InSwitch { get; init; }

        /// <summary>Whether <c>super.x</c> may be written.</summary>
        public bool InMethod { get; init; }

        public bool InDerivedConstructor { get; init; }

        public string[] Labels { get; init; } = [];
    }

    /// <exception cref="ScriptSyntaxException">It is no program.</exception>
    public static ParsedProgram Parse(string text)
    {
        if (text.Length > LengthMax)
            throw new ScriptSyntaxException($"It has {text.Length} characters, and may have {LengthMax}", 1, 1);

        return new Parser(text).Program();
    }

    private ParsedProgram Program()
    {
        Advance();
        var body = new List<StatementNode>();
        while (_token.Kind != TokenKind.End)
            body.Add(Statement(declares: true));

        if (_covers.Count > 0)
            throw _lexer.Wrong("A default stands only in a pattern. Write ':' for '='", _covers.Min());
        _resolution.Run();
        return new ParsedProgram(
            _text, [.. body], [.. _block.Functions], _block.Layout, UsedNames.Of([.. _resolution.Globals], _calls,
                _members));
    }

    private Token Advance()
    {
        var token = _token;
        _lastEnd = token.End;
        _token = _lexer.Next();
        return token;
    }

    private Token Peek()
    {
        var at = _lexer.Position;
        var next = _lexer.Next();
        _lexer.Position = at;
        return next;
    }

    private bool TakeSign(string sign)
    {
        if (!_token.IsSign(sign))
            return false;
        Advance();
        return true;
    }

    private bool TakeWord(string word)
    {
        if (!_token.IsWord(word))
            return false;
        Advance();
        return true;
    }

    private void Expect(string sign)
    {
        if (!TakeSign(sign))
            throw Unexpected($", '{sign}' was expected");
    }

    private void ExpectWord(string word)
    {
        if (!TakeWord(word))
            throw Unexpected($", '{word}' was expected");
    }

    /// <summary>A statement ends with a semicolon, a closing brace, the text, or a line.</summary>
    private void EndStatement()
    {
        if (TakeSign(";") || _token.IsSign("}") || _token.Kind == TokenKind.End || _token.AfterLine)
            return;

        throw Unexpected("");
    }

    private ScriptSyntaxException Unexpected(string expected) => Wrong($"Unexpected {Shown(_token)}{expected}");

    private ScriptSyntaxException Wrong(string message) => _lexer.Wrong(message, _token.Start);

    private static string Shown(Token token) => token.Kind switch
    {
        TokenKind.End => "end of the program",
        TokenKind.Number or TokenKind.BigInt => "number",
        TokenKind.Text => "text",
        _ => $"'{(token.Text.Length > 40 ? token.Text[..40] + "..." : token.Text)}'",
    };

    /// <summary>One level deeper, while something within something else is parsed.</summary>
    private T Nested<T>(Func<T> parse)
    {
        if (++_depth > DepthMax)
            throw Wrong("It is too deeply nested. Split it into statements or functions");

        var parsed = parse();
        _depth--;
        return parsed;
    }

    /// <summary>A long chain of operators is as deep as it is long when it is evaluated.</summary>
    private T Checked<T>(T node)
        where T : Node =>
        node.Height <= HeightMax
            ? node
            : throw Wrong("It is too long a chain of operators or members. Split it into statements");

    /// <summary>Within a block of its own.</summary>
    private T InBlock<T>(Block block, Func<T> parse)
    {
        var outer = _block;
        _block = _resolution.Add(block);
        var parsed = parse();
        _block = outer;
        return parsed;
    }

    private NameNode NameOf(Token token) => _resolution.Add(
        new NameNode(token.Text) { At = token.Start, IsStrict = _around.IsStrict }, _block);

    private NameNode Declare(Token token, DeclaredAs how, Block? block = null)
    {
        var isVar = how == DeclaredAs.Var || (how == DeclaredAs.Function && block is null);
        var declared = isVar ? _block.DeclareVar(token.Text, how) : (block ?? _block).Declare(token.Text, how);
        if (declared is null)
            throw _lexer.Wrong($"'{token.Text}' has already been declared", token.Start);
        return NameOf(token);
    }

    /// <summary>A name that the program may give to something of its own.</summary>
    private Token OwnName()
    {
        if (!IsOwnName(_token))
            throw Unexpected(", a name was expected");
        return Advance();
    }

    private bool IsOwnName(Token token) =>
        token.Kind == TokenKind.Name && !Words.IsReserved(token.Text)
        && !(token.Text == "yield" && _around.InGenerator) && !(token.Text == "await" && _around.InAsync);
}
