using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>An array as it is written; a place that is left out is null.</summary>
internal sealed class ArrayNode(ExpressionNode?[] items) : ExpressionNode(Over(items))
{
    private static readonly LiteralNode Left = new(JsValue.Hole);

    private readonly ExpressionNode[] _parts = [.. items.Select(item => item ?? Left)];

    public ExpressionNode?[] Items => items;

    public override JsValue Evaluate(Frame frame) => JsArray.Of(frame.Run, SpreadNode.EvaluateAll(frame, _parts));
}
