using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

[Flags]
internal enum PropertyTraits : byte
{
    None = 0,
    Writable = 1,
    Enumerable = 2,
    Configurable = 4,
    Plain = Writable | Enumerable | Configurable,
    Hidden = Writable | Configurable,
}

/// <summary>A member of an object: a value, or an accessor in its place.</summary>
internal struct Property(JsValue value, PropertyTraits traits = PropertyTraits.Plain)
{
    public JsValue Value = value;
    public PropertyTraits Traits = traits;

    public readonly bool IsEnumerable => (Traits & PropertyTraits.Enumerable) != 0;

    public readonly bool IsWritable => (Traits & PropertyTraits.Writable) != 0;

    public readonly bool IsConfigurable => (Traits & PropertyTraits.Configurable) != 0;

    public readonly JsValue Read(Run run, JsValue self) =>
        Value.Accessor is not { } accessor ? Value
            : accessor.Getter?.Call(run, self, []) ?? JsValue.Undefined;
}

/// <summary>What stands behind a member that is computed when it is read.</summary>
internal sealed class Accessor(JsFunction? getter, JsFunction? setter)
{
    public JsFunction? Getter { get; } = getter;

    public JsFunction? Setter { get; } = setter;
}
