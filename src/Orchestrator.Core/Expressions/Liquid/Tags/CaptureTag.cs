namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary><c>capture name</c>: what its body writes is kept as a text, and not written.</summary>
internal sealed class CaptureTag(int offset, string name, Block body) : Statement(offset)
{
    public static Statement Parse(Tag tag)
    {
        var name = tag.Cursor.TakeText() ?? tag.Cursor.ExpectName("The name to capture to");
        tag.Cursor.ExpectEnd();
        return new CaptureTag(tag.Offset, name, tag.Body("endcapture"));
    }

    public override Flow Render(Rendering rendering)
    {
        var outer = rendering.Output;
        var captured = rendering.NewText();
        rendering.Output = captured;
        var flow = body.Render(rendering);
        rendering.Output = outer;
        rendering.Assign(name, LiquidValue.Of(captured.ToString()));
        return flow;
    }
}
