using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal abstract class ExpressionNode(int height) : Node(height)
{
    public abstract JsValue Evaluate(Frame frame);

    /// <summary>What is called, and what it is called on.</summary>
    public virtual JsValue EvaluateCallee(Frame frame, out JsValue self)
    {
        self = JsValue.Undefined;
        return Evaluate(frame);
    }

    /// <summary>How messages name it.</summary>
    public virtual string Shown => "What is called";

    /// <summary>A function without a name takes that of what it is assigned to.</summary>
    public virtual void TakeName(string name)
    {
    }
}
