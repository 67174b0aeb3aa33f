namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <param name="Least">How many arguments without a name it needs.</param>
/// <param name="Most">How many it takes.</param>
/// <param name="Apply">What it makes of a value.</param>
internal sealed record LiquidFilter(
    int Least, int Most, Func<LiquidValue, FilterArguments, LiquidValue> Apply);

/// <summary>What a filter was given beside its value.</summary>
internal sealed class FilterArguments(
    string filter,
    IReadOnlyList<LiquidValue> values,
    IReadOnlyList<(string Name, LiquidValue Value)> named,
    Rendering rendering)
{
    public Rendering Rendering => rendering;

    public int Count => values.Count;

    /// <summary>Nil where there is none.</summary>
    public LiquidValue this[int index] => index < values.Count ? values[index] : LiquidValue.Nil;

    public string Text(int index) => Conversion.ToText(this[index], rendering);

    public string TextOf(LiquidValue value) => Conversion.ToText(value, rendering);

    public decimal Number(int index) => Conversion.ToNumber(this[index]);

    /// <exception cref="LiquidFailure">It is there and no number.</exception>
    public int Whole(int index, int otherwise)
    {
        if (index >= values.Count)
            return otherwise;

        var value = values[index];
        var isNumber = value.Kind == LiquidKind.Number
            || (value.Text is { } text && decimal.TryParse(
                text, System.Globalization.NumberStyles.Any, System.Globalization.CultureInfo.InvariantCulture, out _));
        return isNumber
            ? Conversion.ToInteger(value)
            : throw new LiquidFailure($"Argument {index + 1} of the filter '{filter}' is no number.");
    }

    public LiquidValue Named(string name) =>
        named.LastOrDefault(one => one.Name == name).Value ?? LiquidValue.Nil;
}
