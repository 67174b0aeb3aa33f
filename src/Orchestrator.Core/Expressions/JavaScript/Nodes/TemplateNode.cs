using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A template: texts, and what stands between them.</summary>
internal sealed class TemplateNode(string[] texts, ExpressionNode[] parts) : ExpressionNode(Over(parts))
{
    public override JsValue Evaluate(Frame frame)
    {
        JsValue result = texts[0];
        for (var index = 0; index < parts.Length; index++)
        {
            var part = parts[index].Evaluate(frame);
            frame.Run.At = parts[index].At;
            frame.Run.Step(1);
            result = Operators.Concat(frame.Run, result, Conversion.ToTextValue(frame.Run, part));
            result = Operators.Concat(frame.Run, result, texts[index + 1]);
        }

        return result;
    }
}

/// <summary>A function called with the parts of a template.</summary>
internal sealed class TaggedTemplateNode(ExpressionNode tag, string?[] texts, string[] raw, ExpressionNode[] parts)
    : ExpressionNode(Over(parts, tag))
{
    public override JsValue Evaluate(Frame frame) =>
        frame.Memory is { } memory ? memory.Remember(this, frame, Call) : Call(frame);

    private JsValue Call(Frame frame)
    {
        var run = frame.Run;
        var function = tag.EvaluateCallee(frame, out var self);
        var strings = JsArray.Of(run, [.. texts.Select(text => text is null ? JsValue.Undefined : text)]);
        var rawStrings = JsArray.Of(run, [.. raw.Select(text => (JsValue)text)]);
        strings.Define(run, "raw", new(rawStrings, PropertyTraits.None));
        JsValue[] values = [strings, .. SpreadNode.EvaluateAll(frame, parts)];
        run.At = At;
        using var level = run.Enter(3);
        return run.Call(function, self, values);
    }
}
