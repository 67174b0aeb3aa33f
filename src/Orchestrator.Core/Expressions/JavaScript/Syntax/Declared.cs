namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

internal enum DeclaredAs
{
    Var,
    Parameter,
    Function,
    Let,
    Const,
    Class,
    Caught,

    /// <summary>A function expression's own name, which is not assigned to.</summary>
    Self,
}

/// <summary>A variable that the program declares.</summary>
internal sealed class Declared(string name, DeclaredAs how, Block home)
{
    public string Name => name;

    public DeclaredAs How => how;

    public Block Home => home;

    /// <summary>Whether a function within its scope holds on to it.</summary>
    public bool IsCaptured { get; set; }

    public int Slot { get; set; }

    /// <summary>Where it is kept: its own block, or the function around it.</summary>
    public Block? Kept { get; set; }

    public bool IsLexical => how is DeclaredAs.Let or DeclaredAs.Const or DeclaredAs.Class;
}
