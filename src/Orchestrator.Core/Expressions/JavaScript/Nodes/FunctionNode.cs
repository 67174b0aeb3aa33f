using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal enum FunctionKind
{
    Plain,
    Arrow,
    Method,
    Constructor,
    DerivedConstructor,
}

/// <summary>A function as it is written.</summary>
internal sealed class FunctionNode(FunctionKind kind) : ExpressionNode(2)
{
    private int[]? _slots;

    public FunctionKind Kind => kind;

    public string Name { get; set; } = "";

    /// <summary>Names, patterns and targets with defaults, in their order.</summary>
    public ExpressionNode[] Parameters { get; set; } = [];

    public ExpressionNode? Rest { get; set; }

    /// <summary>Parameters before the first with a default.</summary>
    public int Length { get; set; }

    public Layout Layout { get; set; } = new();

    public StatementNode[] Body { get; set; } = [];

    /// <summary>Functions that are declared in it, which are there before its first statement.</summary>
    public Hoisted[] Functions { get; set; } = [];

    /// <summary>Where it keeps itself under its own name; -1 where it does not.</summary>
    public int SelfSlot { get; set; } = -1;

    /// <summary>Where it keeps what it was called with; -1 where it does not.</summary>
    public int ArgumentsSlot { get; set; } = -1;

    /// <summary>Whether <c>this</c> of a plain call is undefined, and not what is global.</summary>
    public bool IsStrict { get; set; }

    public bool IsAsync { get; init; }

    public bool IsGenerator { get; init; }

    /// <summary>The program that it is written in, and where in it.</summary>
    public (string Program, int Start, int End) Source { get; set; } = ("", 0, 0);

    /// <summary>How deep a call of it goes.</summary>
    public int Levels { get; set; }

    /// <summary>
    /// Slots of the parameters, where all are plain names: they are filled without evaluating anything.
    /// </summary>
    public int[]? PlainSlots
    {
        get => _slots;
        set => _slots = value;
    }

    public override void TakeName(string name)
    {
        if (Name.Length == 0)
            Name = name;
    }

    public override JsValue Evaluate(Frame frame) => Make(frame);

    public Closure Make(Frame frame)
    {
        frame.Run.Allocate(112);
        return new Closure(this, frame);
    }

    /// <summary>With the name of the member that it becomes.</summary>
    public Closure MakeNamed(Frame frame, string key)
    {
        frame.Run.Allocate(112);
        return new Closure(this, frame, PropertyKey.Shown(key));
    }

    /// <param name="frame">Where it is made.</param>
    /// <param name="home">What it is a method of.</param>
    /// <param name="key">The member that it is.</param>
    /// <param name="before">What stands before the member's name in its own.</param>
    public Closure MakeMethod(Frame frame, JsObject home, string key, string before = "")
    {
        frame.Run.Allocate(112);
        return new Closure(this, frame, before + PropertyKey.Shown(key)) { Home = home };
    }
}

/// <summary>A function that is there from the start of the block that declares it.</summary>
internal sealed record Hoisted(NameNode Target, FunctionNode Function);
