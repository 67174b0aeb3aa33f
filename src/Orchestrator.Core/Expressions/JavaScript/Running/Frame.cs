using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>One call of a function, or the program itself.</summary>
internal sealed class Frame(Run run, Scope? scope)
{
    public readonly Run Run = run;

    /// <summary>The innermost scope at this moment.</summary>
    public Scope? Scope = scope;

    /// <summary>What is returned, or what the last expression statement gave.</summary>
    public JsValue Value;

    /// <summary>The label that a break or continue looks for; null for the nearest.</summary>
    public string? Label;

    public JsValue[] Arguments = [];

    public JsFunction? Function;

    /// <summary>The function, or program, that an arrow function stands in; itself for every other.</summary>
    public Frame? Around;

    public JsValue This;

    public JsFunction? NewTarget;

    /// <summary>What a generator was sent, and what is to be thrown where it stands.</summary>
    public JsValue Sent;
    public JsValue? Thrown;

    /// <summary>What a generator is to return where it stands; null where it goes on.</summary>
    public JsValue? Returned;

    /// <summary>How the last statement of a generator ended.</summary>
    public Completion Ended;

    /// <summary>What an expression with a yield in it has given so far; null where there is none.</summary>
    public Memory? Memory;

    public Frame Lexical => Around ?? this;
}
