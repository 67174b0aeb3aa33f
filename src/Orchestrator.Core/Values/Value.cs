using System.Globalization;
using System.Text.Json.Serialization;

namespace Orchestrator.Core.Values;

/// <summary>The kinds of JSON value.</summary>
public enum ValueKind : byte
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// <summary>
/// An immutable JSON value with structural equality; <c>default</c> is null. Numbers are IEEE doubles, as in JavaScript
/// and in google.protobuf.Struct: integers are exact up to 2^53. Members of objects keep their order; it does not count
/// for equality.
/// </summary>
[JsonConverter(typeof(ValueJsonConverter))]
public readonly struct Value : IEquatable<Value>
{
    private static readonly object BooleanMark = new();
    private static readonly object NumberMark = new();

    private readonly object? _content;
    private readonly double _number;

    private Value(object? content, double number = 0)
    {
        _content = content;
        _number = number;
    }

    public static Value Null => default;

    public static Value True { get; } = new(BooleanMark, 1);

    public static Value False { get; } = new(BooleanMark, 0);

    public static Value EmptyObject { get; } = new(Members.Empty);

    public static Value EmptyArray { get; } = new(System.Array.Empty<Value>());

    public ValueKind Kind => _content switch
    {
        null => ValueKind.Null,
        string => ValueKind.String,
        Members _ => ValueKind.Object,
        Value[] => ValueKind.Array,
        _ => ReferenceEquals(_content, NumberMark) ? ValueKind.Number : ValueKind.Boolean,
    };

    public bool IsNull => _content is null;

    /// <summary>
    /// Whether it is a time that a script gave: a String like any other, except that a text made of it at once reads as
    /// .NET writes times. It is forgotten where the value is kept.
    /// </summary>
    public bool IsTime => _content is string && _number != 0;

    /// <summary>The same, with nothing to remember.</summary>
    public Value Plain => IsTime ? new(_content) : this;

    /// <summary>The content of a Boolean; false for every other kind.</summary>
    public bool AsBoolean => ReferenceEquals(_content, BooleanMark) && _number != 0;

    /// <summary>The content of a Number; 0 for every other kind.</summary>
    public double AsNumber => ReferenceEquals(_content, NumberMark) ? _number : 0;

    /// <summary>The content of a String; null for every other kind.</summary>
    public string? AsString => _content as string;

    /// <summary>The items of an Array; empty for every other kind.</summary>
    public ReadOnlySpan<Value> Items => _content as Value[];

    /// <summary>The members of an Object in their order; empty for every other kind.</summary>
    public Members Members => _content as Members ?? Members.Empty;

    /// <summary>A member of an Object; null where there is none.</summary>
    public Value this[string name] =>
        _content is Members members && members.TryGet(name, out var value) ? value : default;

    public static implicit operator Value(string? text) => new(text);

    public static implicit operator Value(bool value) => value ? True : False;

    public static implicit operator Value(double number) => new(NumberMark, number);

    public static Value Array(params ReadOnlySpan<Value> items) => items.IsEmpty ? EmptyArray : new(items.ToArray());

    public static Value Array(IEnumerable<Value> items) => new(items.ToArray());

    /// <summary>A time in UTC as ISO 8601 has it, which <see cref="IsTime"/>.</summary>
    public static Value OfTime(string iso) => new(iso, 1);

    /// <summary>An object; a name that is given twice keeps its first place and its last value.</summary>
    public static Value Object(params ReadOnlySpan<(string Name, Value Value)> members) => new(Members.From(members));

    public static Value Object(IEnumerable<KeyValuePair<string, Value>> members) =>
        new(Members.From(members.Select(member => (member.Key, member.Value)).ToArray()));

    /// <summary>This object with the members of another over it; where either is no object, the other.</summary>
    public Value OverlaidWith(Value other) =>
        (_content, other._content) switch
        {
            (Members below, Members above) => new(Members.From([.. below, .. above])),
            (_, null) => this,
            _ => other,
        };

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    public bool Equals(Value other) => (_content, other._content) switch
    {
        (null, null) => true,
        (string left, string right) => string.Equals(left, right, StringComparison.Ordinal),
        (Members left, Members right) => left.Equals(right),
        (Value[] left, Value[] right) => left.AsSpan().SequenceEqual(right),
        _ => ReferenceEquals(_content, other._content) && _number.Equals(other._number),
    };

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => _content switch
    {
        string text => string.GetHashCode(text, StringComparison.Ordinal),
        Members members => members.Count,
        Value[] items => items.Length + 17,
        null => 0,
        _ => _number.GetHashCode(),
    };

    /// <summary>Compact JSON.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Boolean => AsBoolean ? "true" : "false",
        ValueKind.Number when double.IsInteger(_number) && Math.Abs(_number) < 1e15 =>
            ((long)_number).ToString(CultureInfo.InvariantCulture),
        _ => ValueJson.ToText(this),
    };
}
