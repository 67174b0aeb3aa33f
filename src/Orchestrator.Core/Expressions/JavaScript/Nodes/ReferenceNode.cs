using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>Where a member is: found once, read and written.</summary>
internal readonly record struct Place(JsValue Owner, JsValue Key);

/// <summary>What can be read and written: a name or a member.</summary>
internal abstract class ReferenceNode(int height) : ExpressionNode(height), ITarget
{
    public abstract Place Locate(Frame frame);

    public abstract JsValue Read(Frame frame, Place place);

    public abstract void Write(Frame frame, Place place, JsValue value);

    public abstract void Store(Frame frame, JsValue value, bool declares);
}
