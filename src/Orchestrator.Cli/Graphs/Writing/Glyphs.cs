using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Writing;

/// <summary>
/// The letters of a border: corners from the upper left, clockwise; the top and the bottom; the sides.
/// </summary>
internal sealed record Border(
    char UpperLeft, char UpperRight, char LowerRight, char LowerLeft, char Across, char LeftSide, char RightSide);

/// <summary>The letters that a drawing is made of.</summary>
internal sealed record Glyphs
{
    /// <summary>Letters that every terminal, editor and mail shows.</summary>
    public static Glyphs Ascii { get; } = new()
    {
        Lines = "||||-+++-+++-+++",
        Arrow = 'v',
        HardBarrier = '=',
        SoftBarrier = '~',
        Box = new('+', '+', '+', '+', '-', '|', '|'),
        Choice = new('/', '\\', '/', '\\', '-', '<', '>'),
        Wait = new('.', '.', '\'', '\'', '-', '(', ')'),
        Frame = new('.', '.', ':', ':', '.', ':', ':'),
    };

    /// <summary>Box drawing letters, for terminals.</summary>
    public static Glyphs Unicode { get; } = new()
    {
        Lines = "││││─└┌├─┘┐┤─┴┬┼",
        Arrow = '▼',
        HardBarrier = '━',
        SoftBarrier = '┅',
        Box = new('┌', '┐', '┘', '└', '─', '│', '│'),
        Choice = new('╱', '╲', '╱', '╲', '─', '‹', '›'),
        Wait = new('╭', '╮', '╯', '╰', '─', '│', '│'),
        Frame = new('┌', '┐', '┘', '└', '╌', '╎', '╎'),
    };

    /// <summary>A line's letter by the sides to which it leads: 1 up, 2 down, 4 right, 8 left.</summary>
    public required string Lines { get; init; }

    public required char Arrow { get; init; }

    public required char HardBarrier { get; init; }

    public required char SoftBarrier { get; init; }

    public required Border Box { get; init; }

    public required Border Choice { get; init; }

    public required Border Wait { get; init; }

    public required Border Frame { get; init; }

    public Border Of(BoxKind kind) => kind switch
    {
        BoxKind.Choice => Choice,
        BoxKind.Wait or BoxKind.End => Wait,
        _ => Box,
    };

    /// <summary>The letter of a border's bottom where there is no way back, or none without a penalty.</summary>
    public char? Of(PointOfNoReturn point) => point switch
    {
        PointOfNoReturn.Hard => HardBarrier,
        PointOfNoReturn.Soft => SoftBarrier,
        _ => null,
    };
}
