using System.Collections.Immutable;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>A property of an activity: what is read, checked and told to editors.</summary>
/// <param name="Name">As Elsa writes it, camelCase.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Summary">One plain sentence.</param>
internal sealed record PropertyDescription(string Name, PropertyShape Shape, string Summary)
{
    public bool IsRequired { get; init; }

    /// <summary>What counts where it is left out, for editors; null where that is nothing, or no literal.</summary>
    public Value Default { get; init; }
}

/// <summary>What the value of a property looks like.</summary>
internal abstract record PropertyShape
{
    /// <summary>An expression of a type, wrapped or plain.</summary>
    /// <param name="Type">What the activity takes.</param>
    /// <param name="IsStrict">A value that cannot be converted is an error, at publish or when it runs.</param>
    public sealed record Input(DataType Type, bool IsStrict = false) : PropertyShape;

    /// <summary>An object whose members may be expressions.</summary>
    public sealed record InputObject : PropertyShape;

    /// <summary>A text that is known when the definition is published.</summary>
    public sealed record Literal : PropertyShape;

    /// <summary>One of some words, in any case.</summary>
    public sealed record Choice(ImmutableArray<string> Words) : PropertyShape;

    /// <summary>A time span that is known when the definition is published.</summary>
    /// <param name="Most">No longer; the least is more than nothing, or nothing where that is allowed.</param>
    /// <param name="ZeroAllowed">Whether it may be nothing.</param>
    public sealed record Duration(TimeSpan Most, bool ZeroAllowed = false) : PropertyShape;

    /// <summary>A number that is known when the definition is published, bounds included.</summary>
    public sealed record Number(double Least, double Most, bool IsInteger = false) : PropertyShape;

    /// <summary>An object with properties of its own.</summary>
    public sealed record Group(ImmutableArray<PropertyDescription> Properties) : PropertyShape;

    /// <summary>A group, or one of some words instead.</summary>
    public sealed record GroupOrChoice(
        ImmutableArray<PropertyDescription> Properties, ImmutableArray<string> Words) : PropertyShape;

    /// <summary>One activity.</summary>
    public sealed record Child : PropertyShape;

    /// <summary>A list of activities.</summary>
    public sealed record Children : PropertyShape;

    /// <summary>The cases of a switch.</summary>
    public sealed record Cases : PropertyShape;

    /// <summary>The cases of a flow switch.</summary>
    public sealed record FlowCases : PropertyShape;

    /// <summary>What runs after an HTTP answer of some statuses.</summary>
    public sealed record Statuses : PropertyShape;

    /// <summary>Where something that the activity gives is kept.</summary>
    public sealed record Target : PropertyShape;

    /// <summary>The connections of a flowchart.</summary>
    public sealed record Connections : PropertyShape;

    /// <summary>A reference to a variable: <c>{"id": ..., "name": ...}</c>.</summary>
    public sealed record VariableReference : PropertyShape;
}
