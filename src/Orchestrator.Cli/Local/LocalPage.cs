using Orchestrator.Cli.Pages;
using Orchestrator.Core.Local;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Local;

/// <summary>What came of a local run, for people: what was written, then how it ended.</summary>
internal static class LocalPage
{
    public static IRenderable Of(LocalResult result)
    {
        var parts = result.Lines
            .SelectMany(Plain.Lines)
            .Select(line => (IRenderable)new Text(line.Length > 0 ? line : " "))
            .ToList();
        parts.Add(new Text(
            $"Status: {result.Status}", result.Status == LocalStatus.Finished ? Styles.Good : Styles.Bad));
        if (result.WasStopped)
            parts.Add(new Text("It went on for too long, and was stopped.", Styles.Bad));
        foreach (var (activity, message) in result.Incidents)
            parts.Add(Plain.Styled($"Incident: {activity}: {message}", Styles.Bad));
        foreach (var (name, value) in result.Outputs.Members)
            parts.Add(Plain.Styled($"Output: {name} = {ValueJson.ToText(value)}"));
        return new Rows(parts);
    }

    /// <summary>What keeps definitions from being run, or looks wrong in them.</summary>
    public static IRenderable Of(IEnumerable<(string Source, Diagnostic Found)> problems) =>
        new Rows(problems.Select(problem => DiagnosticsPage.Line(problem.Source, ToContract(problem.Found))));

    private static V1.Diagnostic ToContract(Diagnostic found) => new()
    {
        Severity = found.Severity == Severity.Error
            ? V1.Diagnostic.Types.Severity.Error
            : V1.Diagnostic.Types.Severity.Warning,
        Code = found.Code,
        Message = found.Message,
        Pointer = found.Pointer,
        Line = found.Line,
        Column = found.Column,
    };
}
