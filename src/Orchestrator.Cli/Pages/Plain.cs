using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>
/// Text from elsewhere made fit for a terminal. Adapters and orders write into what is shown here, and a terminal obeys
/// control characters: none gets through.
/// </summary>
internal static class Plain
{
    /// <summary>An empty line.</summary>
    public static Text Blank { get; } = new(" ");

    /// <summary>On one line: line ends and tabs are spaces, other control characters are shown as �.</summary>
    public static string Line(string text) => Clean(text.ReplaceLineEndings(" ").TrimEnd());

    /// <summary>Keeps its lines.</summary>
    public static IEnumerable<string> Lines(string text) =>
        text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(Clean);

    /// <summary>One line, styled.</summary>
    public static Text Styled(string text, Style? style = null) => new(Line(text), style ?? Style.Plain);

    /// <summary>Columns that a text takes.</summary>
    public static int Width(string text) => Segment.CellCount([new Segment(text)]);

    /// <summary>Cut to a width, with an ellipsis where something was cut.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width) return text;
        return width <= 1 ? "…" : Segment.Truncate(new Segment(text), width - 1)!.Text.TrimEnd() + "…";
    }

    private static string Clean(string text)
    {
        if (!text.Any(NeedsCleaning)) return text;

        var clean = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            clean.Append(letter == '\t' ? ' ' : NeedsCleaning(letter) ? '\uFFFD' : letter);
        }

        return clean.ToString();
    }

    // Directional overrides can make a line read as another one.
    private static bool NeedsCleaning(char letter) =>
        char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
