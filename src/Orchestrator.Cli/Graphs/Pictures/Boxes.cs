using Orchestrator.Cli.Pages;

namespace Orchestrator.Cli.Graphs.Pictures;

/// <summary>Pictures of single things.</summary>
internal static class Boxes
{
    private const int TextMax = 44;
    private const int LabelMax = 28;

    /// <summary>Text beside a line, cut where it is too long.</summary>
    public static string Label(string text) => Plain.Cut(Plain.Line(text), LabelMax);

    /// <param name="kind">What it stands for.</param>
    /// <param name="lines">Its text, cut where it is too long.</param>
    /// <param name="widthMin">Columns that it takes at least.</param>
    /// <param name="point">Whether there is a way back past it.</param>
    public static Picture Box(
        BoxKind kind, IEnumerable<BoxText> lines, int widthMin = 0, PointOfNoReturn point = PointOfNoReturn.None)
    {
        BoxText[] shown = [.. lines
            .Select(line => line with { Text = Plain.Cut(Plain.Line(line.Text), TextMax) })
            .Where(line => line.Text.Length > 0)];
        var width = Math.Max(widthMin, shown.Select(line => Plain.Width(line.Text)).DefaultIfEmpty(0).Max() + 4);
        var height = shown.Length + 2;
        int? exit = kind is BoxKind.Fault or BoxKind.End ? null : width / 2;
        var box = new BoxMark(new(0, 0), width, height, kind, [.. shown]) { PointOfNoReturn = point };
        return new(width, height, width / 2, exit, [box]);
    }

    /// <summary>A box with one line of text.</summary>
    public static Picture Box(BoxKind kind, string text, int widthMin = 0) =>
        Box(kind, [new(text, TextRole.Title)], widthMin);

    /// <summary>A picture within a border that says what becomes of it.</summary>
    public static Picture InFrame(this Picture picture, string title, int widthMin = 0)
    {
        var shown = Plain.Cut(Plain.Line(title), TextMax + 16);
        var enter = picture.In + 2;
        var width = Math.Max(Math.Max(picture.Width + 4, enter + Plain.Width(shown) + 4), widthMin);
        var marks = new List<Mark>
        {
            new FrameMark(new(0, 0), width, picture.Height + 5),
            new LineMark([new(enter, 1), new(enter, 2)], HasArrow: !picture.BeginsWithLine, new Net()),
        };
        if (shown.Length > 0) marks.Add(new LabelMark(new(enter + 2, 1), shown) { IsTitle = true });
        marks.AddRange(picture.At(2, 3));
        if (picture.Out is { } exit)
        {
            marks.Add(new LineMark([new(exit + 2, picture.Height + 3)], HasArrow: false, new Net()));
        }

        return new(width, picture.Height + 5, enter, (picture.Out ?? picture.In) + 2, [.. marks]);
    }
}
