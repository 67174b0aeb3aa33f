using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal sealed class IfNode(ExpressionNode condition, StatementNode yes, StatementNode? no)
    : StatementNode(Over(condition, yes, no))
{
    public override Completion Execute(Frame frame)
    {
        frame.Value = JsValue.Undefined;
        var taken = Conversion.ToBoolean(condition.Evaluate(frame)) ? yes : no;
        if (taken is null)
            return Completion.Normal;

        frame.Run.Step(taken.Cost);
        return taken.Execute(frame);
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        foreach (var given in Generator.Evaluate(frame, condition))
            yield return given;

        var taken = Conversion.ToBoolean(frame.Value) ? yes : no;
        frame.Value = JsValue.Undefined;
        frame.Ended = Completion.Normal;
        foreach (var given in taken?.StepsOrRun(frame) ?? [])
            yield return given;
    }
}
