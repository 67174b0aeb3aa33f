using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>An operator between two values.</summary>
internal sealed class BinaryNode(string symbol, ExpressionNode left, ExpressionNode right)
    : ExpressionNode(Over(left, right))
{
    private readonly Operation _operation = symbol switch
    {
        "+" => Operation.Add,
        "-" => Operation.Subtract,
        "*" => Operation.Multiply,
        "<" => Operation.Less,
        ">" => Operation.Greater,
        "<=" => Operation.AtMost,
        ">=" => Operation.AtLeast,
        "===" => Operation.Same,
        "!==" => Operation.Different,
        _ => Operation.Other,
    };

    private enum Operation : byte
    {
        Add,
        Subtract,
        Multiply,
        Less,
        Greater,
        AtMost,
        AtLeast,
        Same,
        Different,
        Other,
    }

    public override JsValue Evaluate(Frame frame)
    {
        var one = left.Evaluate(frame);
        var other = right.Evaluate(frame);
        if (one.IsNumber && other.IsNumber)
        {
            switch (_operation)
            {
                case Operation.Add:
                    return one.Number + other.Number;
                case Operation.Subtract:
                    return one.Number - other.Number;
                case Operation.Multiply:
                    return one.Number * other.Number;
                case Operation.Less:
                    return one.Number < other.Number;
                case Operation.Greater:
                    return one.Number > other.Number;
                case Operation.AtMost:
                    return one.Number <= other.Number;
                case Operation.AtLeast:
                    return one.Number >= other.Number;
            }
        }

        return _operation switch
        {
            Operation.Same => Operators.Same(one, other),
            Operation.Different => !Operators.Same(one, other),
            _ => Compute(frame.Run, one, other),
        };
    }

    private JsValue Compute(Run run, JsValue one, JsValue other)
    {
        run.At = At;
        if (one.IsText && other.IsText)
            run.Step(Math.Min(one.TextLength, other.TextLength) >> 6);
        return symbol switch
        {
            "==" => Operators.LooselySame(run, one, other),
            "!=" => !Operators.LooselySame(run, one, other),
            "<" => Operators.Less(run, one, other) == true,
            ">" => Operators.Less(run, other, one, leftFirst: false) == true,
            "<=" => Operators.Less(run, other, one, leftFirst: false) == false,
            ">=" => Operators.Less(run, one, other) == false,
            "instanceof" => Operators.InstanceOf(run, one, other),
            "in" => other.Object is { } its
                ? its.Has(run, PropertyKey.Of(run, one))
                : throw run.TypeError(
                $"Cannot use 'in' operator to search for {Run.Describe(one)} in {Run.Describe(other)}"),
            _ => Operators.Compute(run, symbol, one, other),
        };
    }
}
