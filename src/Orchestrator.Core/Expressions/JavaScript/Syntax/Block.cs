using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>What a block or function declares, while the program is parsed.</summary>
internal sealed class Block
{
    private readonly Dictionary<string, Declared> _names = new(StringComparer.Ordinal);

    public Block(Block? parent, FunctionNode? function)
    {
        (Parent, Function) = (parent, function);
        Layout = function?.Layout ?? new Layout();
        FunctionBlock = function is not null || parent is null ? this : parent.FunctionBlock;
    }

    public Block? Parent { get; }

    /// <summary>The function that it is the block of; null within one, and for the program.</summary>
    public FunctionNode? Function { get; }

    /// <summary>The function's block that it is within; itself where it is one.</summary>
    public Block FunctionBlock { get; }

    public Layout Layout { get; }

    public List<Hoisted> Functions { get; } = [];

    /// <summary>Whether it catches: its own name may be declared again with var.</summary>
    public bool IsCatch { get; init; }

    public IEnumerable<Declared> Names => _names.Values;

    /// <summary>Whether it has a scope of its own when it runs.</summary>
    public bool HasScope => Layout.Slots > 0;

    public bool TryFind(string name, out Declared declared) => _names.TryGetValue(name, out declared!);

    /// <returns>Null where it cannot be declared here, because it is already.</returns>
    public Declared? Declare(string name, DeclaredAs how)
    {
        if (_names.TryGetValue(name, out var before))
        {
            if (how == DeclaredAs.Self)
                return before;
            if (before.How != DeclaredAs.Self)
                return !before.IsLexical && how is DeclaredAs.Var or DeclaredAs.Parameter or DeclaredAs.Function
                    && before.How != DeclaredAs.Caught
                    ? before
                    : null;
        }

        return _names[name] = new Declared(name, how, this);
    }

    /// <summary>
    /// A var belongs to the function; a block between that declares the same name with let refuses it.
    /// </summary>
    public Declared? DeclareVar(string name, DeclaredAs how)
    {
        for (var at = this; at != FunctionBlock; at = at.Parent!)
        {
            if (at.TryFind(name, out var between) && between.How != DeclaredAs.Function && !(at.IsCatch
                && between.How == DeclaredAs.Caught))
                return null;
        }

        return FunctionBlock.Declare(name, how);
    }

    /// <summary>
    /// Whether a function that is declared in this block may be seen in the whole function around it.
    /// </summary>
    public bool DeclareVarIsFree(string name)
    {
        for (var at = this; ; at = at.Parent!)
        {
            if (at.TryFind(name, out var declared))
                return at == FunctionBlock && !declared.IsLexical;
            if (at == FunctionBlock)
                return true;
        }
    }

    /// <summary>Nothing is declared in it any more: what declared it is read again.</summary>
    public void Forget() => _names.Clear();
}
