using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;

namespace Orchestrator.Cli.Pages;

/// <summary>A customer's timeline: when, what kind of thing, and the whole sentence, on as many lines as it takes.</summary>
internal static class TimelinePage
{
    public static IRenderable Of(GetTimelineResponse answer, TimeZoneInfo zone)
    {
        if (answer.Entries.Count == 0) return new Text("Nothing of that kind has happened.\n", Styles.Dim);

        var grid = new Grid();
        grid.AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0));
        grid.AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0));
        grid.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var entry in answer.Entries)
        {
            grid.AddRow(
                new Text(Time(entry, zone), Styles.Dim),
                new Text(ContractEnum<Kind>.Word(entry.Kind), StyleOf(entry.Kind)),
                Sentence(entry));
        }

        return MorePages.After(grid, answer);
    }

    private static Paragraph Sentence(TimelineEntry entry)
    {
        var about = entry.Activation.Length > 0 ? entry.Activation : entry.Service;
        var outcome = entry.Order is null ? "" : OutcomeOf(entry.Order);
        return new Paragraph()
            .Append(Plain.Line(entry.Summary))
            .Append(outcome)
            .Append(about.Length == 0 || entry.Summary.Contains(about, StringComparison.Ordinal) ? "" : $"  {Plain.Line(about)}", Styles.Dim);
    }

    private static string OutcomeOf(TimelineOrder order) => order.Outcome == Activation.Types.State.Unspecified
        ? " (open)"
        : $" ({ContractEnum<Activation.Types.State>.Word(order.Outcome)})";

    private static Style StyleOf(Kind kind) => kind switch
    {
        Kind.Order or Kind.Service => Styles.Bold,
        Kind.Decision => Styles.Waits,
        _ => Style.Plain,
    };

    private static string Time(TimelineEntry entry, TimeZoneInfo zone) => entry.Time is { } time
        ? TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : "";
}
