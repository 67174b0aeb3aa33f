using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>
/// What the parts of one expression of a generator have given. At a yield the expression is left; when the generator
/// goes on it is evaluated once more, and what was done before is not done again.
/// </summary>
internal sealed class Memory
{
    private readonly Dictionary<Node, JsValue> _given = new(ReferenceEqualityComparer.Instance);

    public JsValue Remember(Node node, Frame frame, Func<Frame, JsValue> evaluate)
    {
        if (_given.TryGetValue(node, out var given))
            return given;

        given = evaluate(frame);
        frame.Run.Allocate(48);
        _given[node] = given;
        return given;
    }

    public bool TryGet(Node node, out JsValue given) => _given.TryGetValue(node, out given);

    public void Add(Node node, JsValue given) => _given[node] = given;
}
