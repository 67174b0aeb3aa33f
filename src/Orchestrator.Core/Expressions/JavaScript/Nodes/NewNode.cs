using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal sealed class NewNode(ExpressionNode callee, ExpressionNode[] arguments)
    : ExpressionNode(Over(arguments, callee))
{
    public override JsValue Evaluate(Frame frame) =>
        frame.Memory is { } memory ? memory.Remember(this, frame, Construct) : Construct(frame);

    private JsValue Construct(Frame frame)
    {
        var run = frame.Run;
        var function = callee.Evaluate(frame);
        var values = SpreadNode.EvaluateAll(frame, arguments);
        run.At = At;
        if (function.Function is not { IsConstructor: true } constructor)
            throw run.TypeError($"{callee.Shown} is not a constructor");

        run.Step(2);
        using var level = run.Enter(3);
        return constructor.Construct(run, values, constructor);
    }
}

/// <summary>A derived class's call of what it extends.</summary>
internal sealed class SuperCallNode(ExpressionNode[] arguments) : ExpressionNode(Over(arguments))
{
    public override JsValue Evaluate(Frame frame)
    {
        var run = frame.Run;
        var around = frame.Lexical;
        var values = SpreadNode.EvaluateAll(frame, arguments);
        run.At = At;
        if (around.Function is not Closure its || its.Prototype is not JsFunction { IsConstructor: true } parent)
            throw run.TypeError("Super constructor is not a constructor");
        if (!around.This.IsUnset)
            throw run.ReferenceError("Super constructor may only be called once");

        using var level = run.Enter(3);
        around.This = parent.Construct(run, values, around.NewTarget!);
        its.InitializeFields(run, around.This);
        return around.This;
    }
}
