namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary>A text of the template, as it stands.</summary>
internal sealed class TextStatement(int offset, string text) : Statement(offset)
{
    public override Flow Render(Rendering rendering)
    {
        rendering.Output.Append(text);
        return Flow.Next;
    }
}

/// <summary>A value that is written.</summary>
internal sealed class OutputStatement(int offset, LiquidExpression value) : Statement(offset)
{
    public override Flow Render(Rendering rendering)
    {
        rendering.Output.Append(Conversion.ToText(value.Evaluate(rendering), rendering));
        return Flow.Next;
    }
}
