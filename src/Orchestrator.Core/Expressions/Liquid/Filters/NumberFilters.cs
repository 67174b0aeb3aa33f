namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Arithmetic, in decimal.</summary>
internal static class NumberFilters
{
    private const int DecimalsMax = 28;

    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("abs", Of(Math.Abs)),
        ("ceil", Of(decimal.Ceiling)),
        ("floor", Of(decimal.Floor)),
        ("round", new(0, 1, Round)),
        ("at_least", Of(Math.Max)),
        ("at_most", Of(Math.Min)),
        ("plus", Of((one, other) => one + other)),
        ("minus", Of((one, other) => one - other)),
        ("times", Of((one, other) => one * other)),
        ("divided_by", Of(Divide)),
        ("modulo", Of(Remainder)),
    ];

    private static LiquidFilter Of(Func<decimal, decimal> compute) => new(0, 0, (value, _) =>
        LiquidValue.Of(compute(Conversion.ToNumber(value))));

    private static LiquidFilter Of(Func<decimal, decimal, decimal> compute) => new(1, 1, (value, arguments) =>
    {
        try
        {
            return LiquidValue.Of(compute(Conversion.ToNumber(value), arguments.Number(0)));
        }
        catch (OverflowException)
        {
            throw new LiquidFailure("A number became too large.");
        }
    });

    private static LiquidValue Round(LiquidValue value, FilterArguments arguments) =>
        LiquidValue.Of(Math.Round(Conversion.ToNumber(value), Math.Clamp(arguments.Whole(0, 0), 0, DecimalsMax)));

    /// <summary>By a number without decimal places, the next lower whole number.</summary>
    private static decimal Divide(decimal one, decimal other)
    {
        var result = one / NotZero(other);
        return other.Scale == 0 ? decimal.Floor(result) : result;
    }

    /// <summary>Of whole numbers: others are rounded first, as in Elsa.</summary>
    private static decimal Remainder(decimal one, decimal other) =>
        Math.Round(one) % NotZero(Math.Round(other));

    private static decimal NotZero(decimal number) =>
        number != 0 ? number : throw new LiquidFailure("A number was divided by 0.");
}
