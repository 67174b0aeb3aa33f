using Orchestrator.Cli.Errors;
using Spectre.Console;

namespace Orchestrator.Cli.Pages;

/// <summary>An error for people: code, what happened, to what, what to do. Never a stack trace.</summary>
internal static class ErrorPage
{
    public static void WriteTo(IAnsiConsole console, ErrorReport report, string? retry)
    {
        console.Write(new Paragraph()
            .Append("error ", new Style(Color.Red, decoration: Decoration.Bold))
            .Append(Plain.Line(report.Title), Styles.Bold)
            .Append("\n"));
        foreach (var line in Plain.Lines(report.Message)) console.WriteLine("  " + line);
        if (report.Facts.Count > 0) console.Write(Facts.Of(report.Facts));
        if (report.Advice.Length > 0) console.WriteLine("  " + report.Advice);
        if (retry is not null) console.WriteLine("  " + retry);
    }
}
