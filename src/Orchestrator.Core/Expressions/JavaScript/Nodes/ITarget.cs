using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>What may stand at the left of an assignment: a name, a member, or a pattern of them.</summary>
internal interface ITarget
{
    /// <param name="frame">Where it runs.</param>
    /// <param name="value">What is assigned.</param>
    /// <param name="declares">Whether this is the declaration, which sets constants too.</param>
    void Store(Frame frame, JsValue value, bool declares);
}
