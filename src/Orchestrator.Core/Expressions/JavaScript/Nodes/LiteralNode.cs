using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal sealed class LiteralNode(JsValue value) : ExpressionNode(1)
{
    public JsValue Value => value;

    public override string Shown => Run.Describe(value);

    public override JsValue Evaluate(Frame frame) => value;
}
