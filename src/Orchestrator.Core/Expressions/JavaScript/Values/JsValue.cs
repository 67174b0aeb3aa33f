using System.Numerics;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>A value of the language; <c>default</c> is undefined.</summary>
internal readonly struct JsValue
{
    private static readonly Mark NumberMark = new(JsType.Number);
    private static readonly Mark BooleanMark = new(JsType.Boolean);
    private static readonly Mark NullMark = new(JsType.Null);
    private static readonly Mark HoleMark = new(JsType.Hole);
    private static readonly Mark UnsetMark = new(JsType.Unset);

    private readonly object? _content;
    private readonly double _number;

    private JsValue(object? content, double number = 0)
    {
        _content = content;
        _number = number;
    }

    public static JsValue Undefined => default;

    public static JsValue Null => new(NullMark);

    public static JsValue True => new(BooleanMark, 1);

    public static JsValue False => new(BooleanMark, 0);

    public static JsValue Hole => new(HoleMark);

    public static JsValue Unset => new(UnsetMark);

    public static JsValue NaN => new(NumberMark, double.NaN);

    public static JsValue EmptyText { get; } = new("");

    public JsType Type => _content switch
    {
        null => JsType.Undefined,
        Mark mark => mark.Type,
        string or Values.Rope => JsType.Text,
        JsObject => JsType.Object,
        JsSymbol => JsType.Symbol,
        _ => JsType.BigInt,
    };

    public bool IsUndefined => _content is null;

    public bool IsNullish => _content is null || ReferenceEquals(_content, NullMark);

    public bool IsNull => ReferenceEquals(_content, NullMark);

    public bool IsNumber => ReferenceEquals(_content, NumberMark);

    public bool IsBoolean => ReferenceEquals(_content, BooleanMark);

    public bool IsText => _content is string or Values.Rope;

    public bool IsBigInt => _content is BigInteger;

    public bool IsHole => ReferenceEquals(_content, HoleMark);

    public bool IsUnset => ReferenceEquals(_content, UnsetMark);

    /// <summary>The content of a number, or 1 for true; 0 for every other type.</summary>
    public double Number => _number;

    /// <summary>The content of a boolean; false for every other type.</summary>
    public bool Boolean => _number != 0 && ReferenceEquals(_content, BooleanMark);

    public JsObject? Object => _content as JsObject;

    public JsSymbol? Symbol => _content as JsSymbol;

    public JsFunction? Function => _content as JsFunction;

    public BigInteger BigInt => (BigInteger)_content!;

    /// <summary>The content of a text; null for every other type.</summary>
    public string? Text => _content as string ?? (_content as Rope)?.Flat;

    public Rope? Rope => _content as Rope;

    /// <summary>Characters of a text, without putting it together.</summary>
    public int TextLength => _content is string text ? text.Length : ((Rope)_content!).Length;

    /// <summary>What is the same object for the same value, for texts, numbers and objects alike.</summary>
    public object? Content => _content;

    public static implicit operator JsValue(double number) => new(NumberMark, number);

    public static implicit operator JsValue(int number) => new(NumberMark, number);

    public static implicit operator JsValue(bool value) => value ? True : False;

    public static implicit operator JsValue(string? text) => text is null ? Null : new(text);

    public static implicit operator JsValue(JsObject? value) => value is null ? Null : new(value);

    public static JsValue From(Rope text) => new(text);

    public static JsValue From(JsSymbol symbol) => new(symbol);

    public static JsValue From(BigInteger number) => new(number);

    /// <summary>An accessor, which stands in a property's place for its value.</summary>
    public static JsValue From(Accessor accessor) => new(accessor);

    public Accessor? Accessor => _content as Accessor;

    public override string ToString() => $"{Type}";

    private sealed class Mark(JsType type)
    {
        public JsType Type { get; } = type;
    }
}
