using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal sealed class CallNode(ExpressionNode callee, ExpressionNode[] arguments, bool isOptional)
    : ExpressionNode(Over(arguments, callee))
{
    public ExpressionNode Callee => callee;

    public ExpressionNode[] Arguments => arguments;

    public override string Shown => callee.Height > 5 ? "What is called" : $"{callee.Shown}(...)";

    public override JsValue Evaluate(Frame frame)
    {
        if (frame.Memory is { } memory)
            return memory.Remember(this, frame, Call);

        return Call(frame);
    }

    private JsValue Call(Frame frame)
    {
        var run = frame.Run;
        if (arguments.Length == 0 && callee is NameNode { Accessed: { } accessed } && run.Globals is null)
        {
            run.At = At;
            run.Step(1);
            if (run.Host.TryRead(accessed, out var read))
                return read;
        }

        var function = callee.EvaluateCallee(frame, out var self);
        if (function.IsUnset || (isOptional && function.IsNullish))
            return JsValue.Unset;

        var values = SpreadNode.EvaluateAll(frame, arguments);
        run.At = At;
        return function.Function is { } its
            ? Call(run, its, self, values)
            : throw run.TypeError(callee is MemberNode { Name: { } member }
                ? $"Property '{PropertyKey.Shown(member)}' of object is not a function"
                : $"{callee.Shown} is not a function");
    }

    private static JsValue Call(Run run, JsFunction function, JsValue self, JsValue[] values)
    {
        if (function is Closure)
            return function.Call(run, self, values);

        run.Step(1);
        using var level = run.Enter(3);
        return function.Call(run, self, values);
    }
}
