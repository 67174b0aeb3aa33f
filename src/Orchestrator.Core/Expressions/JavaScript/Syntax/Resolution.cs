using Orchestrator.Core.Expressions.JavaScript.Nodes;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Finds what every name means, and where it is kept, when the whole program is parsed.</summary>
internal sealed class Resolution
{
    private readonly List<(NameNode Node, Block Block)> _names = [];
    private readonly List<Block> _blocks = [];

    public IEnumerable<NameNode> Globals => _names.Select(name => name.Node).Where(node => node.IsGlobal);

    public NameNode Add(NameNode node, Block block)
    {
        _names.Add((node, block));
        return node;
    }

    /// <summary>How many names there are; to go back to when something is read again.</summary>
    public int Mark() => _names.Count;

    public void BackTo(int mark) => _names.RemoveRange(mark, _names.Count - mark);

    public Block Add(Block block)
    {
        _blocks.Add(block);
        return block;
    }

    public void Run()
    {
        var found = new Declared?[_names.Count];
        for (var index = 0; index < found.Length; index++)
            found[index] = Find(_names[index].Node.Name, _names[index].Block);

        foreach (var block in _blocks)
            Place(block);
        foreach (var block in _blocks)
            Finish(block);
        for (var index = 0; index < found.Length; index++)
        {
            var (node, block) = _names[index];
            if (found[index] is { } declared)
                node.Resolve(Hops(block, declared.Kept!), declared.Slot, declared.How is DeclaredAs.Const);
            else
                node.ResolveGlobal(AccessorNames.Read(node.Name));
        }
    }

    private static Declared? Find(string name, Block block)
    {
        for (var at = block; at is not null; at = at.Parent!)
        {
            if (!at.TryFind(name, out var declared) && !IsArguments(name, at, out declared))
                continue;

            declared.IsCaptured |= at.FunctionBlock != block.FunctionBlock;
            return declared;
        }

        return null;
    }

    /// <summary>What a function was called with is declared where it is used.</summary>
    private static bool IsArguments(string name, Block block, out Declared declared)
    {
        declared = null!;
        if (name != "arguments" || block.Function is null or { Kind: FunctionKind.Arrow })
            return false;

        declared = block.Declare(name, DeclaredAs.Var)!;
        block.Function.ArgumentsSlot = 0;
        return true;
    }

    /// <summary>Blocks come before those within them.</summary>
    private static void Place(Block block)
    {
        var keeps = block.FunctionBlock == block || block.Names.Any(name => name.IsCaptured);
        var home = keeps ? block : block.FunctionBlock;
        foreach (var name in block.Names)
            (name.Kept, name.Slot) = (home, home.Layout.Slots++);
    }

    private static void Finish(Block block)
    {
        block.Layout.Unset = [.. block.Names.Where(name => name.IsLexical).Select(name => name.Slot)];
        block.Layout.UnsetHops = block.HasScope || block.FunctionBlock == block ? 0 : Hops(block, block.FunctionBlock);
        if (block.Function is not { } function)
            return;

        if (function.ArgumentsSlot >= 0 && block.TryFind("arguments", out var arguments))
            function.ArgumentsSlot = arguments.Slot;
        if (block.Names.FirstOrDefault(name => name.How == DeclaredAs.Self) is { } self)
            function.SelfSlot = self.Slot;
        function.PlainSlots = PlainSlots(function, block);
    }

    private static int[]? PlainSlots(FunctionNode function, Block block)
    {
        if (function.Rest is not null || !function.Parameters.All(parameter => parameter is NameNode))
            return null;

        var slots = new int[function.Parameters.Length];
        for (var index = 0; index < slots.Length; index++)
        {
            block.TryFind(((NameNode)function.Parameters[index]).Name, out var declared);
            slots[index] = declared.Slot;
        }

        return slots;
    }

    private static int Hops(Block from, Block to)
    {
        var hops = 0;
        for (var at = from; at != to; at = at.Parent!)
        {
            if (at.HasScope)
                hops++;
        }

        return hops;
    }
}
