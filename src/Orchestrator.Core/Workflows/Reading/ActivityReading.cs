using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>One activity while it is read: its properties, in the shapes that its description gives them.</summary>
internal sealed partial class ActivityReading(
    DefinitionReading definition,
    ActivityDescription description,
    ActivityHeader header,
    Node node,
    VariableScope scope)
{
    private readonly ExpressionReading _expressions = new(definition, header.Id, header.Index, scope);

    public DefinitionReading Definition => definition;

    public ActivityDescription Description => description;

    public ActivityHeader Header => header;

    public Node Node => node;

    /// <summary>The variables that it and its children see.</summary>
    public VariableScope Scope => scope;

    public ExpressionReading Expressions => _expressions;

    /// <summary>A property's value; where a required one is missing, that is a problem.</summary>
    public Node? Find(PropertyDescription property) => Find(node, property);

    public Node? Find(Node within, PropertyDescription property)
    {
        var found = within[property.Name];
        if (property.IsRequired && (found is null || IsEmptyWrapping(found)))
            Add(DiagnosticCodes.Missing, found ?? within, $"{Owner(within)} ({description.TypeName}) has no "
                + $"'{property.Name}': {char.ToLowerInvariant(property.Summary[0])}{property.Summary[1..]} Give it.");

        return found;
    }

    /// <summary>An expression; missing gives the type's default.</summary>
    public Expression Input(PropertyDescription property)
    {
        var shape = (PropertyShape.Input)property.Shape;
        return _expressions.Read(Find(property), shape.Type, property.Name, shape.IsStrict);
    }

    /// <summary>The activity of a property; null where there is none.</summary>
    public Activity? Child(PropertyDescription property) =>
        Find(property) is { } child ? ChildAt(child) : null;

    public Activity? ChildAt(Node child) => Activities.ActivityTable.Read(definition, child, scope);

    /// <summary>Where something that the activity gives is kept; null for nowhere.</summary>
    public ResultTarget? Target(string property) => ResultReading.Read(definition, property, header.Id, node, scope);

    public ImmutableArray<Activity> Children(PropertyDescription property)
    {
        var children = ImmutableArray.CreateBuilder<Activity>();
        foreach (var child in Items(property))
        {
            if (ChildAt(child) is { } activity)
                children.Add(activity);
        }

        return children.ToImmutable();
    }

    /// <summary>The items of a list; one object alone counts as a list of one.</summary>
    public ReadOnlySpan<Node> Items(PropertyDescription property)
    {
        if (Find(property) is not { } found)
            return [];

        var list = found["items"] ?? found["$values"] ?? found["_items"] ?? found;
        if (list.IsArray)
            return list.Children;
        if (list.IsObject)
            return new[] { list };

        Add(DiagnosticCodes.WrongShape, list, $"'{property.Name}' is a {list.Kind}, and must be a list.");
        return [];
    }

    public void Add(DiagnosticCode code, Node at, string message) =>
        definition.Report.Add(code, at, message, header.Id);

    private static bool IsEmptyWrapping(Node found) =>
        Wrapping.Is(found) && (found["expression"] is not { } expression
            || (expression["value"] is null && Equals(expression["type"]?.Text, "Literal")));
}
