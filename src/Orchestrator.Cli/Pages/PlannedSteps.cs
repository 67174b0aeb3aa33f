using System.Globalization;
using Google.Protobuf;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>Steps that would be taken, numbered, with what each would change.</summary>
internal static class PlannedSteps
{
    private static readonly Column[] Columns =
        [new(""), new("STEP", 12), new("OPERATION", 12), new("INPUT", 12, Worth: 1), new("", Worth: 2)];

    public static IRenderable Of(string title, IReadOnlyList<PlannedStep> steps, int width)
    {
        var rows = steps.Select((step, index) => Row(step, index + 1)).ToList();
        var parts = new List<IRenderable> { new Text(title, Styles.Bold), FittedTable.Of(Columns, rows, width) };
        parts.AddRange(steps.Where(step => step.Change.Length > 0).SelectMany(Change));
        return new Rows(parts);
    }

    public static IRenderable Warnings(IEnumerable<string> warnings) => new Rows(warnings.Select(warning =>
        new Paragraph().Append("warning ", Styles.Waits).Append(Plain.Line(warning))));

    private static Cell[] Row(PlannedStep step, int number) =>
    [
        number.ToString(CultureInfo.InvariantCulture).PadLeft(3),
        step.Id,
        $"{step.Adapter}.{step.Operation}",
        new(step.Input is null ? "" : Readable(JsonFormatter.Default.Format(step.Input)), Styles.Dim),
        new(Notes(step), Styles.Waits),
    ];

    /// <summary>The formatter escapes what would be markup in a page of the web.</summary>
    private static string Readable(string json) => json
        .Replace("\\u003c", "<", StringComparison.Ordinal)
        .Replace("\\u003e", ">", StringComparison.Ordinal);

    private static string Notes(PlannedStep step)
    {
        var notes = new List<string>();
        if (step.Conditional) notes.Add("perhaps");
        if (step.PointOfNoReturn == PointOfNoReturn.Soft) notes.Add("soft point of no return");
        if (step.PointOfNoReturn == PointOfNoReturn.Hard) notes.Add("hard point of no return");
        return string.Join(", ", notes);
    }

    private static IEnumerable<IRenderable> Change(PlannedStep step)
    {
        yield return new Text($"  {Plain.Line(step.Id)} changes, as things are now", Styles.Dim);
        foreach (var line in Plain.Lines(step.Change)) yield return new Text("    " + line, StyleOf(line));
    }

    // As a configuration's difference is usually coloured.
    private static Style StyleOf(string line) => line switch
    {
        ['+', ..] => Styles.Good,
        ['-', ..] => Styles.Bad,
        _ => Style.Plain,
    };
}
