using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>What was found in a definition: the place first, as editors and terminals know to open it.</summary>
internal static class DiagnosticsPage
{
    public static IRenderable Of(string file, ValidateWorkflowResponse answer)
    {
        var errors = answer.Diagnostics.Count(found => found.Severity == Diagnostic.Types.Severity.Error);
        var warnings = answer.Diagnostics.Count - errors;
        var parts = answer.Diagnostics.Select(found => Line(file, found)).ToList<IRenderable>();
        parts.Add(new Text(
            $"{file}: {(answer.Valid ? "valid" : "not valid")}, {Count(errors, "error")}, {Count(warnings, "warning")}",
            answer.Valid ? Styles.Good : Styles.Bad));
        return new Rows(parts);
    }

    public static Paragraph Line(string file, Diagnostic found)
    {
        var isError = found.Severity == Diagnostic.Types.Severity.Error;
        var line = new Paragraph();
        if (file.Length > 0) line.Append(file + ":", Styles.Dim);
        if (found.Line > 0) line.Append($"{found.Line}:{found.Column}: ", Styles.Dim);
        line.Append(isError ? "error " : "warning ", isError ? Styles.Bad : Styles.Waits)
            .Append(Plain.Line(found.Code) + " ", Styles.Bold)
            .Append(Plain.Line(found.Message));
        if (found.Pointer.Length > 0) line.Append($" [{Plain.Line(found.Pointer)}]", Styles.Dim);
        return line;
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
