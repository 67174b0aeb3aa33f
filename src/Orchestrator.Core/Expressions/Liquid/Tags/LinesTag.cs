namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary><c>liquid</c>: a tag per line.</summary>
internal sealed class LinesTag(int offset, Block body) : Statement(offset)
{
    public static Statement Parse(Tag tag) => new LinesTag(tag.Offset, tag.Lines());

    public override Flow Render(Rendering rendering) => body.Render(rendering);
}
