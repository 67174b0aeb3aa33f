using System.Globalization;
using System.Xml.Linq;
using Orchestrator.Cli.Graphs.Activities;
using Orchestrator.Cli.Graphs.Pictures;
using Orchestrator.Cli.Pages;

namespace Orchestrator.Cli.Graphs.Writing;

/// <summary>A drawing as SVG: self-contained, with text that can be searched and selected.</summary>
internal static class SvgWriting
{
    private const double Column = 8;
    private const double Row = 18;
    private const double Margin = 24;
    private const double Heading = 56;

    private const string Styles = """
        text{font:13px 'Segoe UI',system-ui,'DejaVu Sans',sans-serif;fill:#1b2733}
        .heading{font-size:18px;font-weight:600}.about,.detail,.label{fill:#52616f}.detail,.undo,.label{font-size:12px}
        .title{font-weight:600}.undo{fill:#7a3ea8}.label{font-style:italic}
        .line{fill:none;stroke:#6b7a88;stroke-width:2}.arrow{fill:#6b7a88}
        .step{fill:#eef5fd;stroke:#2f6fb3}.choice{fill:#fff7df;stroke:#b58a12}.wait{fill:#f1eefb;stroke:#6f5bb5}
        .other{fill:#f5f6f7;stroke:#8a96a1}.fault{fill:#fdecec;stroke:#c0392b}.end{fill:#eaf6ec;stroke:#3c8a4e}
        .frame{fill:#52616f;fill-opacity:.04;stroke:#8a96a1;stroke-dasharray:5 4}.frametitle{font-weight:600;fill:#52616f}
        .hard,.soft{stroke:#c0392b;stroke-width:4}.soft{stroke:#d68910;stroke-dasharray:8 4}
        .warning{fill:#b03a2e;font-weight:600;font-size:12px}
        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Write(Drawing drawing)
    {
        var headings = Math.Max(Plain.Width(drawing.Title) * 1.4, Plain.Width(drawing.Description));
        var width = Math.Max(drawing.Picture.Width, headings) * Column + 2 * Margin;
        var height = drawing.Picture.Height * Row + Heading + 2 * Margin;
        var picture = new XElement(
            Svg + "g",
            new XAttribute("transform", $"translate({Number(Margin)} {Number(Heading + Margin)})"),
            drawing.Picture.Marks.OrderBy(Depth).SelectMany(Draw));
        var image = new XElement(
            Svg + "svg",
            new XAttribute("width", Number(width)),
            new XAttribute("height", Number(height)),
            new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
            new XElement(Svg + "title", Plain.Line(drawing.Title)),
            new XElement(Svg + "style", Styles),
            new XElement(
                Svg + "rect",
                new XAttribute("width", "100%"),
                new XAttribute("height", "100%"),
                new XAttribute("fill", "#fff")),
            Text(Margin, Margin + 16, "heading", drawing.Title),
            Text(Margin, Margin + 38, "about", drawing.Description),
            picture);
        return image + "\n";
    }

    // Frames beneath, then lines, then what the lines lead to.
    private static int Depth(Mark mark) => mark switch
    {
        FrameMark => 0,
        LineMark => 1,
        _ => 2,
    };

    private static IEnumerable<XElement> Draw(Mark mark) => mark switch
    {
        FrameMark frame => [Rectangle(frame.Place, frame.Width, frame.Height, "frame", 10)],
        LineMark line => Line(line),
        BoxMark box => Box(box),
        LabelMark label => [Text(
            X(label.Place.X) - 4, Y(label.Place.Y) + 4, label.IsTitle ? "frametitle" : "label", label.Text)],
        _ => [],
    };

    private static IEnumerable<XElement> Line(LineMark line)
    {
        // From border to border: a square's middle is half a row away from what is above and below it.
        var first = line.Spots[0].MovedBy(0, -1);
        var last = line.Spots[^1].MovedBy(0, 1);
        List<Spot> spots = [first, .. line.Spots, last];
        yield return new XElement(
            Svg + "path", new XAttribute("class", "line"), new XAttribute("d", SvgPath.Of(spots, X, Y)));
        if (!line.HasArrow) yield break;

        var (x, y) = (X(last.X), Y(last.Y));
        yield return new XElement(
            Svg + "path",
            new XAttribute("class", "arrow"),
            new XAttribute("d", $"M{Number(x)} {Number(y)}l-5 -9h10z"));
    }

    private static IEnumerable<XElement> Box(BoxMark box)
    {
        var kind = box.Kind.ToString().ToLowerInvariant();
        yield return box.Kind == BoxKind.Choice
            ? Hexagon(box, kind)
            : Rectangle(box.Place, box.Width, box.Height, kind, box.Kind is BoxKind.Wait or BoxKind.End ? 18 : 5);
        if (box.PointOfNoReturn != PointOfNoReturn.None) yield return Bottom(box);
        for (var line = 0; line < box.Lines.Length; line++)
        {
            var text = Text(
                X(box.Place.X) + (box.Width - 1) * Column / 2,
                Y(box.Place.Y + line + 1) + 4.5,
                box.Lines[line].Role.ToString().ToLowerInvariant(),
                box.Lines[line].Text);
            text.Add(new XAttribute("text-anchor", "middle"));
            yield return text;
        }
    }

    private static XElement Bottom(BoxMark box)
    {
        var (left, right) = (X(box.Place.X), X(box.Place.X + box.Width - 1));
        return new(
            Svg + "path",
            new XAttribute("class", box.PointOfNoReturn.ToString().ToLowerInvariant()),
            new XAttribute(
                "d", $"M{Number(left - 12)} {Number(Y(box.Place.Y + box.Height - 1))}H{Number(right + 12)}"));
    }

    private static XElement Rectangle(Spot place, int width, int height, string kind, double round) => new(
        Svg + "rect",
        new XAttribute("class", kind),
        new XAttribute("x", Number(X(place.X))),
        new XAttribute("y", Number(Y(place.Y))),
        new XAttribute("width", Number((width - 1) * Column)),
        new XAttribute("height", Number((height - 1) * Row)),
        new XAttribute("rx", Number(round)));

    private static XElement Hexagon(BoxMark box, string kind)
    {
        var (left, top) = (X(box.Place.X), Y(box.Place.Y));
        var (width, height) = ((box.Width - 1) * Column, (box.Height - 1) * Row);
        return new(
            Svg + "path",
            new XAttribute("class", kind),
            new XAttribute("d", string.Create(
                CultureInfo.InvariantCulture,
                $"M{left - 6} {top + height / 2}L{left + 8} {top}h{width - 16}l14 {height / 2}l-14 "
                    + $"{height / 2}h{16 - width}z")));
    }

    private static XElement Text(double x, double y, string kind, string text) => new(
        Svg + "text",
        new XAttribute("class", kind),
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        Plain.Line(text));

    private static double X(int column) => (column + 0.5) * Column;

    private static double Y(int row) => (row + 0.5) * Row;

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
