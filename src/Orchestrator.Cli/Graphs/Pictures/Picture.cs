using System.Collections.Immutable;

namespace Orchestrator.Cli.Graphs.Pictures;

/// <summary>
/// A drawn part of a workflow, which goes in at the top and, unless it ends everything, out at the bottom.
/// </summary>
/// <param name="Width">Columns that it takes.</param>
/// <param name="Height">Rows that it takes.</param>
/// <param name="In">The column where it is entered.</param>
/// <param name="Out">The column where it is left; null where nothing comes after it.</param>
/// <param name="Marks">What is drawn.</param>
internal sealed record Picture(int Width, int Height, int In, int? Out, ImmutableArray<Mark> Marks)
{
    /// <summary>Nothing: what comes before goes straight to what comes after.</summary>
    public static Picture Nothing { get; } = new(1, 0, 0, 0, []) { BeginsWithLine = true };

    /// <summary>Whether a line, not a box, is at its top: an arrow before it would point at nothing.</summary>
    public bool BeginsWithLine { get; init; }

    public IEnumerable<Mark> At(int x, int y) => Marks.Select(mark => mark.MovedBy(x, y));
}
