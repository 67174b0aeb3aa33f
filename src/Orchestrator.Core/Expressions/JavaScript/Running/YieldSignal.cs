using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>Leaves an expression of a generator at a yield.</summary>
internal sealed class YieldSignal(YieldNode node, JsValue given) : Exception
{
    public YieldNode Node => node;

    public JsValue Given => given;
}

/// <summary>Leaves a generator where it stands, past what its finally blocks do: it was told to return.</summary>
internal sealed class ReturnSignal(JsValue value) : Exception
{
    public JsValue Value => value;
}
