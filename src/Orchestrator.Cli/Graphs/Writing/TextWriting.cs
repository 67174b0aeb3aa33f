using System.Text;
using Orchestrator.Cli.Graphs.Activities;
using Orchestrator.Cli.Graphs.Pictures;
using Orchestrator.Cli.Pages;

namespace Orchestrator.Cli.Graphs.Writing;

/// <summary>A drawing in letters.</summary>
internal static class TextWriting
{
    public static string Write(Drawing drawing, Glyphs glyphs)
    {
        var canvas = new Canvas(drawing.Picture.Width, drawing.Picture.Height, glyphs);
        foreach (var mark in drawing.Picture.Marks)
        {
            switch (mark)
            {
                case LineMark line:
                    canvas.Draw(line);
                    break;
                case FrameMark frame:
                    canvas.Border(frame.Place, frame.Width, frame.Height, glyphs.Frame);
                    break;
                case BoxMark box:
                    canvas.Border(
                        box.Place, box.Width, box.Height, glyphs.Of(box.Kind), glyphs.Of(box.PointOfNoReturn));
                    WriteLines(canvas, box);
                    break;
                case LabelMark label:
                    canvas.Write(label.Place, Plain.Line(label.Text));
                    break;
            }
        }

        var text = new StringBuilder().Append(Plain.Line(drawing.Title)).Append('\n');
        if (drawing.Description.Length > 0) text.Append(Plain.Line(drawing.Description)).Append('\n');
        return text.Append('\n').Append(canvas).ToString();
    }

    private static void WriteLines(Canvas canvas, BoxMark box)
    {
        for (var line = 0; line < box.Lines.Length; line++)
        {
            canvas.Write(box.Place.MovedBy(2, line + 1), box.Lines[line].Text);
        }
    }
}
