namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary><c>break</c> and <c>continue</c>.</summary>
internal sealed class JumpTag(int offset, Flow flow) : Statement(offset)
{
    public static Statement Parse(Tag tag, Flow flow)
    {
        tag.Cursor.ExpectEnd();
        return new JumpTag(tag.Offset, flow);
    }

    public override Flow Render(Rendering rendering) => flow;
}
