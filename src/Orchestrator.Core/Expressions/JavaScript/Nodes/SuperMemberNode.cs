using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A member of what a method's object extends, called on <c>this</c>.</summary>
internal sealed class SuperMemberNode(string? name, ExpressionNode? key) : ExpressionNode(Over(key))
{
    public override string Shown => $"(intermediate value).{name}";

    public override JsValue Evaluate(Frame frame) => EvaluateCallee(frame, out _);

    public override JsValue EvaluateCallee(Frame frame, out JsValue self)
    {
        var run = frame.Run;
        self = ThisNode.Of(frame, At);
        var by = name ?? PropertyKey.Of(run, key!.Evaluate(frame));
        run.At = At;
        return (frame.Lexical.Function as Closure)?.Home?.Prototype is { } parent
            ? parent.Get(run, by, self)
            : JsValue.Undefined;
    }
}
