using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>Around members and calls with a <c>?.</c> among them: undefined where one of them was left out.</summary>
internal sealed class ChainNode(ExpressionNode inner) : ExpressionNode(Over(inner))
{
    public ExpressionNode Inner => inner;

    public override string Shown => inner.Shown;

    public override JsValue Evaluate(Frame frame) => Whole(inner.Evaluate(frame));

    public override JsValue EvaluateCallee(Frame frame, out JsValue self) =>
        Whole(inner.EvaluateCallee(frame, out self));

    private static JsValue Whole(JsValue value) => value.IsUnset ? JsValue.Undefined : value;
}
