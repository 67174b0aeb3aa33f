namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>A symbol. As a member's name it is a text that no name of a program is.</summary>
internal sealed class JsSymbol(string? description, string key)
{
    public const string Prefix = "\0@@";

    public static JsSymbol Iterator { get; } = new("Symbol.iterator", Prefix + "iterator");

    public static JsSymbol AsyncIterator { get; } = new("Symbol.asyncIterator", Prefix + "asyncIterator");

    public static JsSymbol HasInstance { get; } = new("Symbol.hasInstance", Prefix + "hasInstance");

    public static JsSymbol ToPrimitive { get; } = new("Symbol.toPrimitive", Prefix + "toPrimitive");

    public static JsSymbol IsConcatSpreadable { get; } =
        new("Symbol.isConcatSpreadable", Prefix + "isConcatSpreadable");

    public static JsSymbol ToStringTag { get; } = new("Symbol.toStringTag", Prefix + "toStringTag");

    /// <summary>Those that the language has.</summary>
    public static IReadOnlyList<JsSymbol> WellKnown { get; } =
        [Iterator, AsyncIterator, HasInstance, ToPrimitive, IsConcatSpreadable, ToStringTag];

    public string? Description { get; } = description;

    public string Key { get; } = key;

    public static bool IsKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}
