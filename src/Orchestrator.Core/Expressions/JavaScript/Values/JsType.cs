namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>The language's types, and two marks that programs never see.</summary>
internal enum JsType : byte
{
    Undefined,
    Null,
    Boolean,
    Number,
    Text,
    Symbol,
    BigInt,
    Object,

    /// <summary>An array's place that nothing was put in.</summary>
    Hole,

    /// <summary>A variable before its declaration has run.</summary>
    Unset,
}
