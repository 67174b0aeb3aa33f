using System.Globalization;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>Members and items of values; nil where there is none.</summary>
internal static class Member
{
    public static LiquidValue Of(LiquidValue target, LiquidValue key, Rendering rendering) => target.Kind switch
    {
        LiquidKind.Object => OfObject(target.Members!, Conversion.ToText(key, rendering)),
        LiquidKind.List => OfList(target.Items, key),
        LiquidKind.Text => OfText(target.Text!, key),
        _ => LiquidValue.Nil,
    };

    /// <summary>The same, of a name that is known.</summary>
    public static LiquidValue Of(LiquidValue target, string name, Rendering rendering) =>
        Of(target, LiquidValue.Of(name), rendering);

    private static LiquidValue OfObject(ILiquidObject members, string name) =>
        members.Find(name) ?? (name == "size" ? LiquidValue.Of(members.Names.Count()) : LiquidValue.Nil);

    private static LiquidValue OfList(IReadOnlyList<LiquidValue> items, LiquidValue key) => key.Text switch
    {
        "size" => LiquidValue.Of(items.Count),
        "first" => items.Count > 0 ? items[0] : LiquidValue.Nil,
        "last" => items.Count > 0 ? items[^1] : LiquidValue.Nil,
        _ => TryIndex(key, items.Count, out var index) ? items[index] : LiquidValue.Nil,
    };

    private static LiquidValue OfText(string text, LiquidValue key) => key.Text switch
    {
        "size" => LiquidValue.Of(text.Length),
        "first" when text.Length > 0 => LiquidValue.Of(text[..1]),
        "last" when text.Length > 0 => LiquidValue.Of(text[^1..]),
        _ => LiquidValue.Nil,
    };

    private static bool TryIndex(LiquidValue key, int count, out int index)
    {
        index = Conversion.ToInteger(key);
        var isNumber = key.Kind == LiquidKind.Number
            || (key.Text is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out _));
        return isNumber && index >= 0 && index < count;
    }
}
