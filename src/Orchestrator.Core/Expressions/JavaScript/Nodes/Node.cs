namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A part of a program.</summary>
/// <param name="height">Levels of the tree from here down, which is how deep its evaluation goes into the
/// stack.</param>
internal abstract class Node(int height)
{
    /// <summary>Where it begins, as an index into the text.</summary>
    public int At { get; init; }

    public int Height => height;

    protected static int Over(params ReadOnlySpan<Node?> parts)
    {
        var highest = 0;
        foreach (var part in parts)
            highest = Math.Max(highest, part?.Height ?? 0);
        return highest + 1;
    }

    protected static int Over(IReadOnlyList<Node?> parts, params ReadOnlySpan<Node?> others)
    {
        var highest = Over(others) - 1;
        foreach (var part in parts)
            highest = Math.Max(highest, part?.Height ?? 0);
        return highest + 1;
    }
}
