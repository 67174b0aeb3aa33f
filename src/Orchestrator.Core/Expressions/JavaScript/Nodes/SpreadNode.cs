using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>Items or members of something in the place of one: <c>...a</c>.</summary>
internal sealed class SpreadNode(ExpressionNode inner) : ExpressionNode(Over(inner))
{
    public ExpressionNode Inner => inner;

    public override JsValue Evaluate(Frame frame) => inner.Evaluate(frame);

    /// <summary>What a call is given, or an array holds, with what is spread in its place.</summary>
    public static JsValue[] EvaluateAll(Frame frame, ExpressionNode[] parts)
    {
        if (parts.Length == 0)
            return [];

        frame.Run.Allocate(24 + (parts.Length * 16));
        if (parts.Any(part => part is SpreadNode))
            return [.. WithSpread(frame, parts)];

        var values = new JsValue[parts.Length];
        for (var index = 0; index < values.Length; index++)
            values[index] = parts[index].Evaluate(frame);
        return values;
    }

    private static List<JsValue> WithSpread(Frame frame, ExpressionNode[] parts)
    {
        var values = new List<JsValue>();
        foreach (var part in parts)
        {
            var value = part.Evaluate(frame);
            if (part is not SpreadNode)
            {
                values.Add(value);
                continue;
            }

            frame.Run.At = part.At;
            foreach (var item in Iteration.Of(frame.Run, value))
            {
                values.Add(item);
                frame.Run.Allocate(16);
                frame.Run.CheckItems(values.Count);
            }
        }

        return values;
    }
}
