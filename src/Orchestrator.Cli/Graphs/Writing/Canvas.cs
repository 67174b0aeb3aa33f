using System.Text;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Writing;

/// <summary>A sheet of squares with a letter in each.</summary>
internal sealed class Canvas(int width, int height, Glyphs glyphs)
{
    private const int Up = 1;
    private const int Down = 2;
    private const int Right = 4;
    private const int Left = 8;

    private readonly char[,] _letters = new char[height + 2, width + 2];
    private readonly Dictionary<Spot, Dictionary<Net, int>> _lines = [];

    /// <summary>Draws a line; what is written later goes over it.</summary>
    public void Draw(LineMark line)
    {
        if (line.Spots.Length == 1) Lead(line.Spots[0], line.Net, Up | Down);
        for (var index = 1; index < line.Spots.Length; index++)
        {
            var (from, to) = (line.Spots[index - 1], line.Spots[index]);
            var step = new Spot(Math.Sign(to.X - from.X), Math.Sign(to.Y - from.Y));
            for (var spot = from; spot != to; spot = spot.MovedBy(step.X, step.Y))
            {
                Lead(spot, line.Net, Side(step.X, step.Y));
                Lead(spot.MovedBy(step.X, step.Y), line.Net, Side(-step.X, -step.Y));
            }
        }

        // Lines come from above, and go on below.
        Lead(line.Spots[0], line.Net, Up);
        Lead(line.Spots[^1], line.Net, Down);
        if (line.HasArrow) Put(line.Spots[^1], glyphs.Arrow);
    }

    public void Border(Spot place, int boxWidth, int boxHeight, Border border, char? bottom = null)
    {
        for (var x = 1; x < boxWidth - 1; x++)
        {
            Put(place.MovedBy(x, 0), border.Across);
            Put(place.MovedBy(x, boxHeight - 1), bottom ?? border.Across);
        }

        for (var y = 1; y < boxHeight - 1; y++)
        {
            Put(place.MovedBy(0, y), border.LeftSide);
            Put(place.MovedBy(boxWidth - 1, y), border.RightSide);
        }

        Put(place, border.UpperLeft);
        Put(place.MovedBy(boxWidth - 1, 0), border.UpperRight);
        Put(place.MovedBy(boxWidth - 1, boxHeight - 1), border.LowerRight);
        Put(place.MovedBy(0, boxHeight - 1), border.LowerLeft);
    }

    public void Write(Spot place, string text)
    {
        for (var index = 0; index < text.Length; index++) Put(place.MovedBy(index, 0), text[index]);
    }

    /// <summary>The sheet as lines without spaces at their ends.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var y = 0; y < _letters.GetLength(0); y++)
        {
            var line = new StringBuilder();
            for (var x = 0; x < _letters.GetLength(1); x++) line.Append(Letter(new(x, y)));
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private char Letter(Spot spot)
    {
        if (_letters[spot.Y, spot.X] is not '\0' and var letter) return letter;
        if (!_lines.TryGetValue(spot, out var nets)) return ' ';

        // Lines that only cross do not join: the upright one is seen.
        var crossing = nets.Values.FirstOrDefault(sides => sides == (Up | Down));
        return glyphs.Lines[nets.Count > 1 && crossing > 0 ? crossing : nets.Values.Aggregate(
            (all, sides) => all | sides)];
    }

    private void Put(Spot spot, char letter)
    {
        if (spot.Y < _letters.GetLength(0) && spot.X < _letters.GetLength(1)) _letters[spot.Y, spot.X] = letter;
    }

    private void Lead(Spot spot, Net net, int sides)
    {
        if (!_lines.TryGetValue(spot, out var nets)) _lines[spot] = nets = [];
        nets[net] = nets.GetValueOrDefault(net) | sides;
    }

    private static int Side(int x, int y) => (x, y) switch
    {
        (1, _) => Right,
        (-1, _) => Left,
        (_, 1) => Down,
        _ => Up,
    };
}
