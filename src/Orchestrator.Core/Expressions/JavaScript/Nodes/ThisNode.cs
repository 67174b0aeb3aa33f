using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal sealed class ThisNode() : ExpressionNode(1)
{
    public override string Shown => "this";

    public static JsValue Of(Frame frame, int at)
    {
        var self = frame.Lexical.This;
        if (!self.IsUnset)
        {
            var isSloppy = frame.Lexical.Function is null or Closure { Node.IsStrict: false };
            return self.IsNullish && isSloppy ? frame.Run.GlobalThis : self;
        }


        frame.Run.At = at;
        throw frame.Run.ReferenceError(
            "Must call super constructor in derived class before accessing 'this'");
    }

    public override JsValue Evaluate(Frame frame) => Of(frame, At);
}

/// <summary>What <c>new</c> was written before; undefined in a plain call.</summary>
internal sealed class NewTargetNode() : ExpressionNode(1)
{
    public override JsValue Evaluate(Frame frame) =>
        frame.Lexical.NewTarget is { } target ? target : JsValue.Undefined;
}
