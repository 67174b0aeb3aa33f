namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>
/// When two values are the same. The left one decides: a number compares what the right one is as a number, a text only
/// texts.
/// </summary>
internal static class Comparing
{
    public static bool AreSame(LiquidValue left, LiquidValue right, Rendering rendering)
    {
        rendering.Step();
        if (IsWord(right))
            (left, right) = (right, left);

        return left.Kind switch
        {
            LiquidKind.Nil => right.Kind is LiquidKind.Nil or LiquidKind.Blank,
            LiquidKind.Empty => IsEmpty(right),
            LiquidKind.Blank => IsBlank(right),
            LiquidKind.Boolean => !right.IsNil && left.IsTruthy == right.IsTruthy,
            LiquidKind.Number => !right.IsNil && left.Number == Conversion.ToNumber(right),
            LiquidKind.Text => right.Kind == LiquidKind.Text && AreSameTexts(left.Text!, right.Text!, rendering),
            LiquidKind.List => right.Kind == LiquidKind.List && AreSameItems(left.Items, right.Items, rendering),
            _ => right.Kind == LiquidKind.Object && AreSameMembers(left.Members!, right.Members!, rendering),
        };
    }

    public static bool IsEmpty(LiquidValue value) => value.Kind switch
    {
        LiquidKind.Text => value.Text!.Length == 0,
        LiquidKind.List => value.Items.Count == 0,
        LiquidKind.Object => !value.Members!.Names.Any(),
        LiquidKind.Empty or LiquidKind.Blank => true,
        _ => false,
    };

    private static bool IsBlank(LiquidValue value) =>
        !value.IsTruthy || IsEmpty(value) || (value.Text is { } text && string.IsNullOrWhiteSpace(text));

    private static bool IsWord(LiquidValue value) => value.Kind is LiquidKind.Empty or LiquidKind.Blank;

    private static bool AreSameTexts(string left, string right, Rendering rendering)
    {
        if (left.Length != right.Length)
            return false;

        rendering.Charge(left.Length);
        return left == right;
    }

    private static bool AreSameItems(
        IReadOnlyList<LiquidValue> left, IReadOnlyList<LiquidValue> right, Rendering rendering)
    {
        if (left.Count != right.Count)
            return false;

        for (var index = 0; index < left.Count; index++)
        {
            if (!AreSame(left[index], right[index], rendering))
                return false;
        }

        return true;
    }

    private static bool AreSameMembers(ILiquidObject left, ILiquidObject right, Rendering rendering)
    {
        var names = left.Names.ToList();
        return names.Count == right.Names.Count() && names.All(name =>
            right.Find(name) is { } other && AreSame(left.Find(name)!, other, rendering));
    }
}
