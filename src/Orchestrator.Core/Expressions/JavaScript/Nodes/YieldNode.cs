using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>Where a generator gives something, and stops.</summary>
internal sealed class YieldNode(ExpressionNode? value, bool givesAll) : ExpressionNode(Over(value))
{
    public bool GivesAll => givesAll;

    public override JsValue Evaluate(Frame frame)
    {
        if (frame.Memory is null)
        {
            frame.Run.At = At;
            throw frame.Run.SyntaxError("A yield cannot stand here. Assign it to a variable first");
        }

        return frame.Memory.TryGet(this, out var sent)
            ? sent
            : throw new YieldSignal(this, value?.Evaluate(frame) ?? JsValue.Undefined);
    }
}

/// <summary>Waits for a promise: whatever can still run does, until it is settled.</summary>
internal sealed class AwaitNode(ExpressionNode value) : ExpressionNode(Over(value))
{
    public override JsValue Evaluate(Frame frame) =>
        frame.Memory is { } memory ? memory.Remember(this, frame, Await) : Await(frame);

    private JsValue Await(Frame frame)
    {
        var given = value.Evaluate(frame);
        frame.Run.At = At;
        return Promises.Await(frame.Run, given);
    }
}
