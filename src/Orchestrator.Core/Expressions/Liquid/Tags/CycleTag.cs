namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary><c>cycle a, b</c>: writes the next of its values each time; those of one group, or of the same values,
/// take turns together.</summary>
internal sealed class CycleTag(
    int offset, LiquidExpression? group, IReadOnlyList<LiquidExpression> values, string signature) : Statement(offset)
{
    public static Statement Parse(Tag tag)
    {
        var start = tag.Cursor.Offset;
        var values = new List<LiquidExpression> { tag.Expressions.Primary() };
        LiquidExpression? group = null;
        if (tag.Cursor.Take(":"))
        {
            group = values[0];
            start = tag.Cursor.Offset;
            values = [tag.Expressions.Primary()];
        }

        while (tag.Cursor.Take(","))
            values.Add(tag.Expressions.Primary());

        var signature = tag.Cursor.Since(start);
        tag.Cursor.ExpectEnd();
        return new CycleTag(tag.Offset, group, values, signature);
    }

    public override Flow Render(Rendering rendering)
    {
        var name = group is null ? signature : Conversion.ToText(group.Evaluate(rendering), rendering);
        var key = $"cycle {group is null} {name}";
        var turn = rendering.Count(key);
        rendering.SetCount(key, (turn + 1) % values.Count);
        var value = values[turn % values.Count].Evaluate(rendering);
        rendering.Output.Append(Conversion.ToText(value, rendering));
        return Flow.Next;
    }
}
