namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary><c>for item in list</c>, with reversed, limit, offset and else.</summary>
internal sealed class ForTag(int offset, ForHead head, Block body, Block otherwise) : Statement(offset)
{
    public static Statement Parse(Tag tag)
    {
        var head = ForHead.Parse(tag);
        var body = tag.Body(out var next, out var nextTag, "else", "endfor");
        nextTag.Cursor.ExpectEnd();
        var otherwise = next == "else" ? tag.Body("endfor") : Block.Empty;
        return new ForTag(tag.Offset, head, body, otherwise);
    }

    public override Flow Render(Rendering rendering)
    {
        var items = head.Items(rendering);
        if (items.Count == 0)
            return otherwise.Render(rendering);

        var loop = new LoopNames(head.Name, items.Count, rendering.Loop);
        rendering.Enter(loop);
        foreach (var item in items)
        {
            rendering.Step();
            loop.Next(item);
            if (body.Render(rendering) == Flow.Break)
                break;
        }

        rendering.Leave();
        return Flow.Next;
    }
}
