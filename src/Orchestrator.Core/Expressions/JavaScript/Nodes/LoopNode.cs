using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>What loops have in common: whose breaks and continues they answer to.</summary>
internal abstract class LoopNode(int height, string[] labels) : StatementNode(height)
{
    /// <summary>Whether the loop is left after a round of its body, and how it then ended.</summary>
    protected bool Leaves(Frame frame, Completion round, out Completion ended)
    {
        ended = Completion.Normal;
        if (round == Completion.Normal)
            return false;

        if (round == Completion.Return)
        {
            ended = round;
            return true;
        }

        // A break of a label is answered by the label itself.
        var isOurs = frame.Label is null || (round == Completion.Continue && labels.Contains(frame.Label));
        if (!isOurs)
            ended = round;
        else
            frame.Label = null;
        return !isOurs || round == Completion.Break;
    }
}

/// <summary><c>while</c>, and <c>do</c>, whose body runs once in any case.</summary>
internal sealed class WhileNode(ExpressionNode condition, StatementNode body, bool bodyFirst, string[] labels)
    : LoopNode(Over(condition, body), labels)
{
    public override Completion Execute(Frame frame)
    {
        frame.Value = JsValue.Undefined;
        for (var first = bodyFirst; first || Conversion.ToBoolean(condition.Evaluate(frame)); first = false)
        {
            frame.Run.Step(Cost);
            if (Leaves(frame, body.Execute(frame), out var ended))
                return ended;
        }

        return Completion.Normal;
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        for (var first = bodyFirst; ; first = false)
        {
            frame.Run.Step(Cost);
            if (!first)
            {
                foreach (var given in Generator.Evaluate(frame, condition))
                    yield return given;
                if (!Conversion.ToBoolean(frame.Value))
                    break;
            }

            foreach (var given in body.StepsOrRun(frame))
                yield return given;
            if (Leaves(frame, frame.Ended, out frame.Ended))
                yield break;
        }

        frame.Ended = Completion.Normal;
    }
}
