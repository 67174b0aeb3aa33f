using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A counting loop. Functions made in a round keep the variables of that round.</summary>
internal sealed class ForNode(
    StatementNode? start, ExpressionNode? condition, ExpressionNode? step, StatementNode body, Layout layout,
        string[] labels)
    : LoopNode(Over(start, condition, step, body), labels)
{
    public override Completion Execute(Frame frame)
    {
        var outer = frame.Scope;
        try
        {
            BlockNode.Enter(frame, layout);
            start?.Execute(frame);
            frame.Value = JsValue.Undefined;
            while (condition is null || Conversion.ToBoolean(condition.Evaluate(frame)))
            {
                frame.Run.Step(Cost);
                if (Leaves(frame, body.Execute(frame), out var ended))
                    return ended;
                NextRound(frame);
            }

            return Completion.Normal;
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        var outer = frame.Scope;
        try
        {
            BlockNode.Enter(frame, layout);
            foreach (var given in start?.StepsOrRun(frame) ?? [])
                yield return given;
            while (condition is null || Conversion.ToBoolean(condition.Evaluate(frame)))
            {
                frame.Run.Step(Cost);
                foreach (var given in body.StepsOrRun(frame))
                    yield return given;
                if (Leaves(frame, frame.Ended, out frame.Ended))
                    yield break;
                NextRound(frame);
            }

            frame.Ended = Completion.Normal;
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    private void NextRound(Frame frame)
    {
        if (layout.Slots > 0)
        {
            frame.Run.Allocate(56 + (layout.Slots * 16));
            frame.Scope = new Scope([.. frame.Scope!.Slots], frame.Scope.Parent);
        }

        step?.Evaluate(frame);
    }
}
