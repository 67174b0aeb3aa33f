using System.Globalization;
using Orchestrator.Cli.Watching;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Cli.Pages;

/// <summary>One event on one line.</summary>
internal static class EventLine
{
    public static Paragraph Of(ActivationEvent happened, TimeZoneInfo zone)
    {
        var line = new Paragraph();
        if (happened.Time is { } time)
        {
            var local = TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), zone);
            line.Append(local.ToString("yyyy-MM-dd HH:mm:ss  ", CultureInfo.InvariantCulture), Styles.Dim);
        }

        line.Append($"#{happened.Sequence,-4} ", Styles.Dim).Append(Plain.Line(happened.Type), Styles.Of(happened.State));
        if (happened.Step.Length > 0) line.Append("  " + Plain.Line(happened.Step), Styles.Bold);
        if (happened.Summary.Length > 0) line.Append("  " + Plain.Line(happened.Summary));
        if (happened.Actor.Length > 0) line.Append($"  (by {Plain.Line(happened.Actor)})", Styles.Dim);
        return line;
    }

    public static Paragraph Of(FeedItem.Cut cut) => new(
        $"connection lost ({Plain.Line(cut.Cause)}); trying again in {Age.Length(cut.Delay)}, "
        + $"after event {cut.AfterSequence}",
        Styles.Waits);
}
