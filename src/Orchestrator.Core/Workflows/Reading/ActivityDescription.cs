using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>A type of activity: its properties as data, and how one is made of them.</summary>
/// <param name="TypeName">As definitions write it: <c>Elsa.If</c>.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Properties">In the order in which they are read.</param>
/// <param name="Read">Makes the activity.</param>
internal sealed record ActivityDescription(
    string TypeName,
    string Summary,
    ImmutableArray<PropertyDescription> Properties,
    Func<ActivityReading, Activity> Read)
{
    /// <summary>The outcomes that connections may leave by.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = ["Done"];

    /// <summary>The property that says where its result is kept; null where it has none.</summary>
    public string? Result { get; init; }

    /// <summary>Whether it is a scope that may declare variables.</summary>
    public bool DeclaresVariables { get; init; }

    /// <summary>Variables that it brings for its body, by name.</summary>
    public ImmutableArray<(string Name, DataType Type)> OwnVariables { get; init; } = [];
}
