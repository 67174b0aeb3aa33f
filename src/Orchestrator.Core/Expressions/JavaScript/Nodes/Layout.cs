namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>
/// Where the variables of a block are. Those that a function holds on to have a scope of their own, which is made anew
/// whenever the block is entered; the others have slots in their function's scope.
/// </summary>
internal sealed class Layout
{
    /// <summary>How many slots a scope of its own has; 0 where there is none.</summary>
    public int Slots { get; set; }

    /// <summary>Slots of variables that are not there before their declaration has run.</summary>
    public int[] Unset { get; set; } = [];

    /// <summary>How many scopes out they are.</summary>
    public int UnsetHops { get; set; }
}
