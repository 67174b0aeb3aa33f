using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>The variables of a function, or of a block whose variables functions hold on to.</summary>
internal sealed class Scope(JsValue[] slots, Scope? parent)
{
    public readonly JsValue[] Slots = slots;
    public readonly Scope? Parent = parent;
}
