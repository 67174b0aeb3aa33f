using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>What was found in a product and its workflows.</summary>
internal static class ProductDiagnosticsPage
{
    public static IRenderable Of(string source, ValidateProductResponse answer)
    {
        var errors = answer.Diagnostics.Count(one => one.Found.Severity == Diagnostic.Types.Severity.Error);
        var warnings = answer.Diagnostics.Count - errors;
        var parts = answer.Diagnostics.Select(one => DiagnosticsPage.Line(one.File, one.Found)).ToList<IRenderable>();
        parts.Add(new Text(
            $"{source}: {(answer.Valid ? "valid" : "not valid")}, {Count(errors, "error")}, {Count(warnings, "warning")}",
            answer.Valid ? Styles.Good : Styles.Bad));
        return new Rows(parts);
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
