namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>What has a value when a template is rendered.</summary>
internal abstract class LiquidExpression
{
    public abstract LiquidValue Evaluate(Rendering rendering);
}

/// <summary>A literal, or one of the words nil, true, false, empty and blank.</summary>
internal sealed class ConstantExpression(LiquidValue value) : LiquidExpression
{
    public LiquidValue Value => value;

    public override LiquidValue Evaluate(Rendering rendering) => value;
}

/// <summary>A name, and members of what it names: <c>Variables.Order["lines"][0]</c>.</summary>
internal sealed class PathExpression(string root, IReadOnlyList<LiquidExpression> members) : LiquidExpression
{
    public string Root => root;

    public bool IsNameAlone => members.Count == 0;

    public override LiquidValue Evaluate(Rendering rendering)
    {
        var value = rendering.Find(root);
        foreach (var member in members)
        {
            rendering.Step();
            value = Member.Of(value, member.Evaluate(rendering), rendering);
        }

        return value;
    }
}

/// <summary>The whole numbers from one to another: <c>(1..5)</c>.</summary>
internal sealed class RangeExpression(LiquidExpression from, LiquidExpression to) : LiquidExpression
{
    public override LiquidValue Evaluate(Rendering rendering)
    {
        var first = Conversion.ToInteger(from.Evaluate(rendering));
        var count = Math.Max(0, (long)Conversion.ToInteger(to.Evaluate(rendering)) - first + 1);
        if (count > rendering.ItemsMax)
            throw new LiquidFailure($"A range has {count} numbers, and may have {rendering.ItemsMax}.");

        var items = new LiquidValue[count];
        for (var index = 0; index < items.Length; index++)
            items[index] = LiquidValue.Of((decimal)first + index);

        return rendering.NewList(items);
    }
}
