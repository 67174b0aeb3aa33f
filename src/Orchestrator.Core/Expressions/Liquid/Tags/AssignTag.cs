namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary><c>assign name = value</c>: a name for the rest of the template.</summary>
internal sealed class AssignTag(int offset, string name, LiquidExpression value) : Statement(offset)
{
    public static Statement Parse(Tag tag)
    {
        var name = tag.Cursor.ExpectName("The name to assign to");
        tag.Cursor.Expect("=");
        return new AssignTag(tag.Offset, name, tag.LastFiltered());
    }

    public override Flow Render(Rendering rendering)
    {
        rendering.Assign(name, value.Evaluate(rendering));
        return Flow.Next;
    }
}
