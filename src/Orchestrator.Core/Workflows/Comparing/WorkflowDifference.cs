using System.Collections.Immutable;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>What a change is about, in the order in which pages tell of it.</summary>
public enum ChangeArea
{
    /// <summary>What an order brings and gets: inputs and outputs.</summary>
    Orders,

    /// <summary>Activities, with their properties, and variables.</summary>
    Activities,

    /// <summary>In which order, and by which way.</summary>
    Flow,

    /// <summary>What can be undone, and how.</summary>
    Undo,

    /// <summary>What only people see.</summary>
    Looks,
}

public enum ChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>One change between two versions of a definition.</summary>
/// <param name="Area">What it is about.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">The activity's, input's, output's or variable's id or name; empty for the whole.</param>
/// <param name="Text">What changed, in one line.</param>
/// <param name="Meaning">What that means for orders, running activations or undo; empty where that is plain.</param>
public sealed record WorkflowChange(
    ChangeArea Area, ChangeKind Kind, string Subject, string Text, string Meaning = "");

/// <summary>All that changed.</summary>
/// <param name="Changes">By area, then in the order of the later definition.</param>
public sealed record WorkflowDifference(ImmutableArray<WorkflowChange> Changes)
{
    /// <summary>Whether an activation could notice anything.</summary>
    public bool IsFelt => Changes.Any(change => change.Area != ChangeArea.Looks);
}
