using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>
/// <c>&amp;&amp;</c>, <c>||</c> and <c>??</c>: the right side counts only where the left one does not decide.
/// </summary>
internal sealed class LogicalNode(string symbol, ExpressionNode left, ExpressionNode right)
    : ExpressionNode(Over(left, right))
{
    private readonly char _symbol = symbol[0];

    /// <summary>Whether the left side is what it gives.</summary>
    public static bool Decides(char symbol, JsValue left) => symbol switch
    {
        '&' => !Conversion.ToBoolean(left),
        '|' => Conversion.ToBoolean(left),
        _ => !left.IsNullish,
    };

    public override JsValue Evaluate(Frame frame)
    {
        var one = left.Evaluate(frame);
        return Decides(_symbol, one) ? one : right.Evaluate(frame);
    }
}

internal sealed class ConditionalNode(ExpressionNode condition, ExpressionNode yes, ExpressionNode no)
    : ExpressionNode(Over(condition, yes, no))
{
    public override JsValue Evaluate(Frame frame) =>
        Conversion.ToBoolean(condition.Evaluate(frame)) ? yes.Evaluate(frame) : no.Evaluate(frame);
}

internal sealed class SequenceNode(ExpressionNode[] parts) : ExpressionNode(Over(parts))
{
    public override JsValue Evaluate(Frame frame)
    {
        var last = JsValue.Undefined;
        foreach (var part in parts)
            last = part.Evaluate(frame);
        return last;
    }
}
