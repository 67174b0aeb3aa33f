using System.Collections.Immutable;

namespace Orchestrator.Cli.Graphs.Pictures;

/// <summary>A place in a picture: columns from the left, rows from the top, as on a sheet of squared paper.</summary>
internal readonly record struct Spot(int X, int Y)
{
    public Spot MovedBy(int x, int y) => new(X + x, Y + y);
}

/// <summary>Something drawn. Its squares are its own; lines go through the middle of theirs.</summary>
internal abstract record Mark
{
    public abstract Mark MovedBy(int x, int y);
}

/// <summary>What a box stands for.</summary>
internal enum BoxKind
{
    Step,
    Choice,
    Wait,
    Other,
    Fault,
    End,
}

/// <summary>What a line of text in a box is.</summary>
internal enum TextRole
{
    Title,
    Detail,
    Undo,
    Warning,
}

/// <summary>Whether there is a way back past a box.</summary>
internal enum PointOfNoReturn
{
    None,
    Soft,
    Hard,
}

internal sealed record BoxText(string Text, TextRole Role);

/// <summary>A box with lines of text; one square of border around them, and one of space to both sides.</summary>
internal sealed record BoxMark(Spot Place, int Width, int Height, BoxKind Kind, ImmutableArray<BoxText> Lines) : Mark
{
    /// <summary>Drawn along its bottom.</summary>
    public PointOfNoReturn PointOfNoReturn { get; init; }

    public override Mark MovedBy(int x, int y) => this with { Place = Place.MovedBy(x, y) };
}

/// <summary>A border around what is repeated, or belongs together.</summary>
internal sealed record FrameMark(Spot Place, int Width, int Height) : Mark
{
    public override Mark MovedBy(int x, int y) => this with { Place = Place.MovedBy(x, y) };
}

/// <summary>Text beside a line.</summary>
internal sealed record LabelMark(Spot Place, string Text) : Mark
{
    /// <summary>Whether it is the title of a frame.</summary>
    public bool IsTitle { get; init; }

    public override Mark MovedBy(int x, int y) => this with { Place = Place.MovedBy(x, y) };
}

/// <summary>Lines that may touch: those of one net join where they meet, those of two only cross.</summary>
internal sealed class Net;

/// <summary>
/// The way from one thing to the next, in straight pieces. It begins in the square below the one and ends in the square
/// above the other.
/// </summary>
internal sealed record LineMark(ImmutableArray<Spot> Spots, bool HasArrow, Net Net) : Mark
{
    public override Mark MovedBy(int x, int y) => this with { Spots = [.. Spots.Select(spot => spot.MovedBy(x, y))] };
}
