using System.Globalization;

namespace Orchestrator.Adapters.Sandbox.Dump;

/// <summary>Tables in columns; <c>-</c> where there is no value.</summary>
internal static class TextDump
{
    public static void Write(IEnumerable<Section> sections, TextWriter output)
    {
        foreach (var section in sections) Write(section, output);
    }

    private static void Write(Section section, TextWriter output)
    {
        Line(output, string.Create(CultureInfo.InvariantCulture, $"{section.Name} ({section.Rows.Count})"));
        if (section.Rows.Count == 0) return;

        var lines = section.Rows.Select(row => row.Select(Cell).ToArray()).Prepend([.. section.Columns]).ToList();
        var widths = section.Columns.Select((_, i) => lines.Max(line => line[i].Length)).ToArray();
        foreach (var line in lines)
        {
            Line(output, "  " + string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    /// <summary>A value on one line: a mail's text may have many.</summary>
    private static string Cell(object? value) => value is null or ""
        ? "-"
        : Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\r", "").Replace("\n", "\\n");

    // The same bytes on every system.
    private static void Line(TextWriter output, string text) => output.Write(text + "\n");
}
