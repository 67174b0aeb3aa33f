using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions.Liquid;

internal enum LiquidKind
{
    Nil,
    Boolean,
    Number,
    Text,
    List,
    Object,

    /// <summary>The word <c>empty</c>.</summary>
    Empty,

    /// <summary>The word <c>blank</c>.</summary>
    Blank,
}

/// <summary>
/// A value within a template. Numbers are decimal, so that 0.1 and 0.2 are 0.3, and remember their decimal places.
/// </summary>
internal sealed class LiquidValue
{
    private const double NumberMax = 7.9e27;

    private LiquidValue(LiquidKind kind, object? content = null, decimal number = 0) =>
        (Kind, Content, Number) = (kind, content, number);

    public static LiquidValue Nil { get; } = new(LiquidKind.Nil);

    public static LiquidValue True { get; } = new(LiquidKind.Boolean, number: 1);

    public static LiquidValue False { get; } = new(LiquidKind.Boolean);

    public static LiquidValue EmptyWord { get; } = new(LiquidKind.Empty);

    public static LiquidValue BlankWord { get; } = new(LiquidKind.Blank);

    public static LiquidValue NoText { get; } = new(LiquidKind.Text, "");

    public static LiquidValue NoItems { get; } = new(LiquidKind.List, Array.Empty<LiquidValue>());

    public LiquidKind Kind { get; }

    /// <summary>The content of a number; 1 of true; 0 of anything else.</summary>
    public decimal Number { get; }

    public bool IsNil => Kind == LiquidKind.Nil;

    /// <summary>All but nil and false.</summary>
    public bool IsTruthy => Kind != LiquidKind.Nil && (Kind != LiquidKind.Boolean || Number != 0);

    /// <summary>The items of a list; none of anything else.</summary>
    public IReadOnlyList<LiquidValue> Items => Content as IReadOnlyList<LiquidValue> ?? [];

    /// <summary>The members of an object; null of anything else.</summary>
    public ILiquidObject? Members => Content as ILiquidObject;

    /// <summary>The content of a text; null of anything else.</summary>
    public string? Text => Content as string;

    private object? Content { get; }

    public static LiquidValue Of(bool value) => value ? True : False;

    public static LiquidValue Of(decimal number) => new(LiquidKind.Number, number: number);

    public static LiquidValue Of(string text) => text.Length == 0 ? NoText : new(LiquidKind.Text, text);

    public static LiquidValue Of(IReadOnlyList<LiquidValue> items) => new(LiquidKind.List, items);

    public static LiquidValue Of(ILiquidObject members) => new(LiquidKind.Object, members);

    /// <exception cref="LiquidFailure">A number is too large to be computed with.</exception>
    public static LiquidValue From(Value value) => value.Kind switch
    {
        ValueKind.Boolean => Of(value.AsBoolean),
        ValueKind.Number => Of(FromDouble(value.AsNumber)),
        ValueKind.String => Of(value.AsString!),
        ValueKind.Array => Of(new JsonItems(value)),
        ValueKind.Object => Of(new JsonObjectMembers(value.Members)),
        _ => Nil,
    };

    /// <summary>Whole numbers keep all of their digits; a cast of the double would keep fifteen.</summary>
    private static decimal FromDouble(double number)
    {
        if (double.IsInteger(number) && Math.Abs(number) < 1e18)
            return (long)number;

        return Math.Abs(number) < NumberMax
            ? (decimal)number
            : throw new LiquidFailure("A number is too large for a template.");
    }
}
