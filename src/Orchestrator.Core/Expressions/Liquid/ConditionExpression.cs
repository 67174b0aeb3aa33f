namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>
/// Comparisons joined by and and or, without precedence: evaluated from the right, as Liquid does.
/// </summary>
internal sealed class ConditionExpression(IReadOnlyList<LiquidExpression> terms, IReadOnlyList<bool> ands)
    : LiquidExpression
{
    public override LiquidValue Evaluate(Rendering rendering)
    {
        var result = terms[^1].Evaluate(rendering).IsTruthy;
        for (var index = terms.Count - 2; index >= 0; index--)
        {
            var term = terms[index].Evaluate(rendering).IsTruthy;
            result = ands[index] ? term && result : term || result;
        }

        return LiquidValue.Of(result);
    }
}

internal enum Comparison
{
    Same,
    NotSame,
    Less,
    LessOrSame,
    More,
    MoreOrSame,
    Contains,
    StartsWith,
    EndsWith,
}

/// <summary>Two values compared. Only numbers have an order; nil is neither less nor more than anything.</summary>
internal sealed class ComparisonExpression(LiquidExpression left, Comparison comparison, LiquidExpression right)
    : LiquidExpression
{
    public override LiquidValue Evaluate(Rendering rendering)
    {
        rendering.Step();
        return LiquidValue.Of(Holds(left.Evaluate(rendering), right.Evaluate(rendering), rendering));
    }

    private bool Holds(LiquidValue one, LiquidValue other, Rendering rendering) => comparison switch
    {
        Comparison.Same => Comparing.AreSame(one, other, rendering),
        Comparison.NotSame => !Comparing.AreSame(one, other, rendering),
        Comparison.Contains => Contains(one, other, rendering),
        Comparison.StartsWith => one.Text is { } text && text.StartsWith(
            Conversion.ToText(other, rendering), StringComparison.Ordinal),
        Comparison.EndsWith => one.Text is { } text && text.EndsWith(
            Conversion.ToText(other, rendering), StringComparison.Ordinal),
        _ => IsOrdered(one, other),
    };

    private bool IsOrdered(LiquidValue one, LiquidValue other)
    {
        var takesSame = comparison is Comparison.LessOrSame or Comparison.MoreOrSame;
        if (one.IsNil || other.IsNil)
            return takesSame && one.IsNil && other.IsNil;
        if (one.Kind != LiquidKind.Number)
            return false;

        var order = one.Number.CompareTo(Conversion.ToNumber(other));
        return (takesSame && order == 0)
            || (comparison is Comparison.Less or Comparison.LessOrSame ? order < 0 : order > 0);
    }

    private static bool Contains(LiquidValue one, LiquidValue other, Rendering rendering) => one.Kind switch
    {
        LiquidKind.Text => !other.IsNil && Conversion.ToText(one, rendering).Contains(
            Conversion.ToText(other, rendering), StringComparison.Ordinal),
        LiquidKind.List => one.Items.Any(item => Comparing.AreSame(item, other, rendering)),
        LiquidKind.Object => one.Members!.Find(Conversion.ToText(other, rendering)) is not null,
        _ => false,
    };
}
