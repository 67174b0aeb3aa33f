using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal sealed class EmptyNode() : StatementNode(1)
{
    public override Completion Execute(Frame frame) => Completion.Normal;
}

internal sealed class ExpressionStatementNode(ExpressionNode expression) : StatementNode(Over(expression))
{
    public override Completion Execute(Frame frame)
    {
        frame.Value = expression.Evaluate(frame);
        return Completion.Normal;
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        foreach (var given in Generator.Evaluate(frame, expression))
            yield return given;
        frame.Ended = Completion.Normal;
    }
}

/// <summary>Declares variables; functions and classes are declared elsewhere.</summary>
internal sealed class DeclarationNode((ExpressionNode Target, ExpressionNode? Value)[] parts, bool isVar)
    : StatementNode(Over([.. parts.Select(part => part.Value), .. parts.Select(part => part.Target)]))
{
    public override Completion Execute(Frame frame)
    {
        foreach (var (target, value) in parts)
        {
            // A var without a value keeps the one it has.
            if (value is not null)
                ((ITarget)target).Store(frame, value.Evaluate(frame), declares: true);
            else if (!isVar)
                ((ITarget)target).Store(frame, JsValue.Undefined, declares: true);
        }

        return Completion.Normal;
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        foreach (var (target, value) in parts)
        {
            var kept = frame.Value;
            if (value is not null)
            {
                foreach (var given in Generator.Evaluate(frame, value))
                    yield return given;
                ((ITarget)target).Store(frame, frame.Value, declares: true);
            }
            else if (!isVar)
            {
                ((ITarget)target).Store(frame, JsValue.Undefined, declares: true);
            }

            frame.Value = kept;
        }

        frame.Ended = Completion.Normal;
    }
}

internal sealed class ReturnNode(ExpressionNode? value) : StatementNode(Over(value))
{
    public override Completion Execute(Frame frame)
    {
        frame.Value = value?.Evaluate(frame) ?? JsValue.Undefined;
        return Completion.Return;
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        foreach (var given in Generator.Evaluate(frame, value!))
            yield return given;
        frame.Ended = Completion.Return;
    }
}

internal sealed class ThrowNode(ExpressionNode value) : StatementNode(Over(value))
{
    public override Completion Execute(Frame frame)
    {
        var thrown = value.Evaluate(frame);
        frame.Run.At = At;
        throw new JsThrow(thrown, At);
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        foreach (var given in Generator.Evaluate(frame, value))
            yield return given;

        frame.Run.At = At;
        throw new JsThrow(frame.Value, At);
    }
}

internal sealed class BreakNode(string? label) : StatementNode(1)
{
    public override Completion Execute(Frame frame)
    {
        frame.Label = label;
        return Completion.Break;
    }
}

internal sealed class ContinueNode(string? label) : StatementNode(1)
{
    public override Completion Execute(Frame frame)
    {
        frame.Label = label;
        return Completion.Continue;
    }
}

internal sealed class LabelNode(string label, StatementNode body) : StatementNode(Over(body))
{
    public override Completion Execute(Frame frame) => Outcome(frame, body.Execute(frame));

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        foreach (var given in body.StepsOrRun(frame))
            yield return given;
        frame.Ended = Outcome(frame, frame.Ended);
    }

    private Completion Outcome(Frame frame, Completion ended)
    {
        if (ended != Completion.Break || frame.Label != label)
            return ended;

        frame.Label = null;
        return Completion.Normal;
    }
}
