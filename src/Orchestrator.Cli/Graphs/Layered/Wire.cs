using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>Lines between two layers that belong together, because they lead to the same place.</summary>
internal sealed class Wire
{
    public Net Net { get; } = new();

    /// <summary>Columns in which it leads up from here.</summary>
    public SortedSet<int> Upper { get; } = [];

    /// <summary>Columns in which it leads down from here.</summary>
    public SortedSet<int> Lower { get; } = [];

    /// <summary>The row, counted from the first that lines may run across in, in which it runs across.</summary>
    public int Track { get; set; } = -1;

    public int Left => Upper.Concat(Lower).Min();

    public int Right => Upper.Concat(Lower).Max();

    /// <summary>Whether it runs straight down.</summary>
    public bool IsStraight => Left == Right;

    /// <summary>Whether it must run across above another, whose way down begins where its own way ends.</summary>
    public bool MustBeAbove(Wire other) => this != other && Upper.Overlaps(other.Lower);
}
