using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A plain assignment, to a name, a member or a pattern.</summary>
internal sealed class AssignNode(ExpressionNode target, ExpressionNode value) : ExpressionNode(Over(target, value))
{
    public override JsValue Evaluate(Frame frame) =>
        frame.Memory is { } memory ? memory.Remember(this, frame, Assign) : Assign(frame);

    /// <summary>Read within a pattern it is a target with a default.</summary>
    public DefaultNode AsDefault(Func<ExpressionNode, ExpressionNode> asTarget) =>
        new(asTarget(target), value) { At = At };

    private JsValue Assign(Frame frame)
    {
        if (target is not MemberNode member)
        {
            var given = value.Evaluate(frame);
            ((ITarget)target).Store(frame, given, declares: false);
            return given;
        }

        var place = member.Locate(frame);
        var its = value.Evaluate(frame);
        member.Write(frame, place, its);
        return its;
    }
}

/// <summary>An assignment with an operator: <c>+=</c>, <c>??=</c> and the like.</summary>
internal sealed class CompoundAssignNode(string symbol, ReferenceNode target, ExpressionNode value)
    : ExpressionNode(Over(target, value))
{
    private readonly bool _isLogical = symbol is "&&" or "||" or "??";

    public override JsValue Evaluate(Frame frame) =>
        frame.Memory is { } memory ? memory.Remember(this, frame, Assign) : Assign(frame);

    private JsValue Assign(Frame frame)
    {
        var place = target.Locate(frame);
        var before = target.Read(frame, place);
        if (_isLogical && LogicalNode.Decides(symbol[0], before))
            return before;

        var given = value.Evaluate(frame);
        frame.Run.At = At;
        var after = _isLogical ? given : Operators.Compute(frame.Run, symbol, before, given);
        target.Write(frame, place, after);
        return after;
    }
}
