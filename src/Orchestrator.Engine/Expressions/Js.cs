using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Expressions;

/// <summary>A value as JavaScript has it: JSON's, and undefined.</summary>
internal readonly record struct Js(Value Value, bool IsUndefined = false)
{
    public static Js Undefined => new(Value.Null, true);

    public bool IsNullish => Value.IsNull;

    public bool IsObject => Value.Kind is ValueKind.Object or ValueKind.Array;

    public bool IsText => Value.Kind == ValueKind.String;

    public string TypeName => Value.Kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Number => "number",
        ValueKind.String => "string",
        _ => IsUndefined ? "undefined" : "object",
    };

    public static implicit operator Js(Value value) => new(value);

    /// <summary>As JSON has it: undefined, and what is no number, are null.</summary>
    public Value ToValue() => Value.Kind == ValueKind.Number && !double.IsFinite(Value.AsNumber) ? Value.Null : Value;

    public bool ToBoolean() => Value.Kind switch
    {
        ValueKind.Boolean => Value.AsBoolean,
        ValueKind.Number => Value.AsNumber != 0 && !double.IsNaN(Value.AsNumber),
        ValueKind.String => Value.AsString!.Length > 0,
        ValueKind.Null => false,
        _ => true,
    };

    public double ToNumber() => Value.Kind switch
    {
        ValueKind.Number => Value.AsNumber,
        ValueKind.Boolean => Value.AsBoolean ? 1 : 0,
        ValueKind.String => JsNumber.FromText(Value.AsString!),
        ValueKind.Null => IsUndefined ? double.NaN : 0,
        _ => JsNumber.FromText(ToText()),
    };

    public string ToText() => Value.Kind switch
    {
        ValueKind.String => Value.AsString!,
        ValueKind.Number => JsNumber.ToText(Value.AsNumber),
        ValueKind.Boolean => Value.AsBoolean ? "true" : "false",
        ValueKind.Array => Joined(),
        ValueKind.Object => "[object Object]",
        _ => IsUndefined ? "undefined" : "null",
    };

    /// <summary>An array's text: its items', with commas.</summary>
    private string Joined()
    {
        var texts = new string[Value.Items.Length];
        for (var index = 0; index < texts.Length; index++)
            texts[index] = Value.Items[index].IsNull ? "" : new Js(Value.Items[index]).ToText();

        return string.Join(',', texts);
    }
}
