using System.Globalization;
using Orchestrator.Cli.Watching;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Cli.Pages;

/// <summary>One event on one line.</summary>
internal static class EventLine
{
    /// <param name="happened">The event.</param>
    /// <param name="zone">Whose clock to tell its time by.</param>
    /// <param name="width">Columns that it must fit; null to tell everything.</param>
    public static Paragraph Of(ActivationEvent happened, TimeZoneInfo zone, int? width = null)
    {
        var head = $"{Time(happened, zone)}#{happened.Sequence,-4} ";
        var step = happened.Step.Length == 0 ? "" : "  " + Plain.Line(happened.Step);
        var actor = happened.Actor.Length == 0 ? "" : $"  (by {Plain.Line(happened.Actor)})";
        var summary = happened.Summary.Length == 0 ? "" : "  " + Plain.Line(happened.Summary);
        if (width is { } most)
        {
            summary = Plain.Cut(summary, Math.Max(1, most - Plain.Width(head + happened.Type + step + actor)));
        }

        return new Paragraph()
            .Append(head, Styles.Dim)
            .Append(Plain.Line(happened.Type), Styles.Of(happened.State))
            .Append(step, Styles.Bold)
            .Append(summary)
            .Append(actor, Styles.Dim);
    }

    public static Paragraph Of(FeedItem.Cut cut) => new(
        $"connection lost ({Plain.Line(cut.Cause)}); trying again in {Age.Length(cut.Delay)}, "
        + $"after event {cut.AfterSequence}",
        Styles.Waits);

    private static string Time(ActivationEvent happened, TimeZoneInfo zone) => happened.Time is { } time
        ? TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), zone)
            .ToString("yyyy-MM-dd HH:mm:ss  ", CultureInfo.InvariantCulture)
        : "";
}
