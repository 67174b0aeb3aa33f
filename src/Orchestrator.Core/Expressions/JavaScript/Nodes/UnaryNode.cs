using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>An operator before a value.</summary>
internal sealed class UnaryNode(string symbol, ExpressionNode inner) : ExpressionNode(Over(inner))
{
    public override JsValue Evaluate(Frame frame)
    {
        var run = frame.Run;
        if (symbol == "typeof")
            return Operators.TypeOf(inner is NameNode name ? name.EvaluateIfKnown(frame) : inner.Evaluate(frame));

        var value = inner.Evaluate(frame);
        run.At = At;
        switch (symbol)
        {
            case "!":
                return !Conversion.ToBoolean(value);
            case "void":
                return JsValue.Undefined;
            case "+":
                return Conversion.ToNumber(run, value);
        }

        value = Conversion.ToNumeric(run, value);
        if (value.IsBigInt)
            return JsValue.From(symbol == "-" ? -value.BigInt : -value.BigInt - 1);
        return symbol == "-" ? -value.Number : ~Conversion.ToInt32(value.Number);
    }
}

/// <summary>Takes a member away.</summary>
internal sealed class DeleteNode(ExpressionNode inner) : ExpressionNode(Over(inner))
{
    public override JsValue Evaluate(Frame frame)
    {
        var target = inner is ChainNode chain ? chain.Inner : inner;
        if (target is not MemberNode member)
        {
            if (target is NameNode)
                return false;
            target.Evaluate(frame);
            return true;
        }

        if (inner is ChainNode && member.Owner.Evaluate(frame) is { IsNullish: true } or { IsUnset: true })
            return true;

        var place = member.Locate(frame);
        var isGone = place.Owner.Object is not { } its || its.Delete(frame.Run, PropertyKey.Of(frame.Run, place.Key));
        return isGone || !member.IsStrict ? isGone
            : throw frame.Run.TypeError($"Cannot delete property '{Access.Name(place.Key)}' of "
                + Run.Describe(place.Owner));
    }
}

/// <summary><c>++</c> and <c>--</c>.</summary>
internal sealed class UpdateNode(ReferenceNode target, int by, bool givesOld) : ExpressionNode(Over(target))
{
    public override JsValue Evaluate(Frame frame) =>
        frame.Memory is { } memory ? memory.Remember(this, frame, Update) : Update(frame);

    private JsValue Update(Frame frame)
    {
        var place = target.Locate(frame);
        var old = target.Read(frame, place);
        if (!old.IsNumber)
            old = Conversion.ToNumeric(frame.Run, old);
        var updated = old.IsBigInt ? JsValue.From(old.BigInt + by) : old.Number + by;
        target.Write(frame, place, updated);
        return givesOld ? old : updated;
    }
}
