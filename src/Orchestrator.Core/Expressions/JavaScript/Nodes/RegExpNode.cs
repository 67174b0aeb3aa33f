using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A regular expression as it is written: compiled once, an object of its own at each evaluation.</summary>
internal sealed class RegExpNode(CompiledPattern pattern) : ExpressionNode(1)
{
    public override JsValue Evaluate(Frame frame)
    {
        frame.Run.Allocate(128);
        return new JsRegExp(pattern);
    }
}
