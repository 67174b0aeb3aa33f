namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary><c>if</c> and <c>unless</c>, with elsif and else: the first branch that holds is rendered.</summary>
internal sealed class IfTag(
    int offset, IReadOnlyList<(LiquidExpression? Condition, Block Body)> branches, bool isUnless) : Statement(offset)
{
    public static Statement Parse(Tag tag, bool isUnless)
    {
        var end = isUnless ? "endunless" : "endif";
        var branches = new List<(LiquidExpression?, Block)>();
        LiquidExpression? condition = tag.LastCondition();
        while (true)
        {
            var body = tag.Body(out var next, out var nextTag, "elsif", "else", end);
            branches.Add((condition, body));
            if (next == end)
            {
                nextTag.Cursor.ExpectEnd();
                return new IfTag(tag.Offset, branches, isUnless);
            }

            condition = next == "elsif" ? nextTag.LastCondition() : null;
        }
    }

    public override Flow Render(Rendering rendering)
    {
        for (var index = 0; index < branches.Count; index++)
        {
            var (condition, body) = branches[index];
            var isWanted = !isUnless || index > 0;
            if (condition is null || condition.Evaluate(rendering).IsTruthy == isWanted)
                return body.Render(rendering);
        }

        return Flow.Next;
    }
}
