namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary><c>case</c>, with when and else: the first one that names the value is rendered.</summary>
internal sealed class CaseTag(
    int offset, LiquidExpression value, IReadOnlyList<(IReadOnlyList<LiquidExpression> Values, Block Body)> branches)
    : Statement(offset)
{
    public static Statement Parse(Tag tag)
    {
        var value = tag.Expressions.Primary();
        tag.Cursor.ExpectEnd();
        var branches = new List<(IReadOnlyList<LiquidExpression>, Block)>();

        // What stands before the first when is not rendered.
        _ = tag.Body(out var next, out var nextTag, "when", "else", "endcase");
        while (next != "endcase")
        {
            var values = next == "when" ? Values(nextTag) : [];
            branches.Add((values, tag.Body(out next, out nextTag, "when", "else", "endcase")));
        }

        nextTag.Cursor.ExpectEnd();
        return new CaseTag(tag.Offset, value, branches);
    }

    public override Flow Render(Rendering rendering)
    {
        var given = value.Evaluate(rendering);
        foreach (var (values, body) in branches)
        {
            if (values.Any(one => Comparing.AreSame(given, one.Evaluate(rendering), rendering)))
                return body.Render(rendering);
        }

        return (branches.FirstOrDefault(branch => branch.Values.Count == 0).Body ?? Block.Empty).Render(rendering);
    }

    private static List<LiquidExpression> Values(Tag tag)
    {
        var values = new List<LiquidExpression>();
        do
        {
            values.Add(tag.Expressions.Primary());
        }
        while (tag.Cursor.Take(",") || tag.Cursor.TakeWord("or"));

        tag.Cursor.ExpectEnd();
        return values;
    }
}
