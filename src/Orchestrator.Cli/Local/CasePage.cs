using Orchestrator.Cli.Pages;
using Orchestrator.Core.Local;
using Orchestrator.Engine.Local.Cases;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Local;

/// <summary>What came of cases, for people.</summary>
internal static class CasePage
{
    public static IRenderable Of(CaseReport report)
    {
        var parts = new List<IRenderable>();
        foreach (var file in report.Cases.GroupBy(one => one.File))
        {
            parts.Add(Plain.Styled(file.Key, Styles.Bold));
            parts.AddRange(file.SelectMany(Lines));
        }

        parts.AddRange(report.Problems.Select(Line));
        foreach (var (file, reached) in report.Coverage)
            parts.AddRange(Lines(file, reached));

        var isGood = report is { Failed: 0, Problems.Count: 0 };
        parts.Add(new Text($"{report.Passed} passed, {report.Failed} failed", isGood ? Styles.Good : Styles.Bad));
        return new Rows(parts);
    }

    private static IEnumerable<IRenderable> Lines(CaseResult one)
    {
        yield return one.HasPassed
            ? Plain.Styled($"  ok      {one.Name}", Styles.Good)
            : Plain.Styled($"  failed  {one.Name}", Styles.Bad);
        foreach (var difference in one.Differences)
            yield return Plain.Styled($"          {difference}");
    }

    private static Text Line(CaseProblem problem) => Plain.Styled(
        problem.Found is { } found
            ? $"{problem.File}:{found.Line}:{found.Column}: {found.Code} {problem.Message}"
            : $"{problem.File}: {problem.Message}",
        Styles.Bad);

    private static IEnumerable<IRenderable> Lines(string file, Coverage reached)
    {
        yield return Plain.Styled(
            $"{file} reached: {Share("activities", reached.Activities, reached.ActivitiesMissed)}, "
                + $"{Share("branches", reached.Branches, reached.BranchesMissed)}, "
                + Share("compensations", reached.Compensations, reached.CompensationsMissed),
            reached.IsWhole ? Styles.Good : Styles.Waits);
        foreach (var missed in reached.ActivitiesMissed)
            yield return Plain.Styled($"  no case reaches activity {missed}");
        foreach (var missed in reached.BranchesMissed)
            yield return Plain.Styled($"  no case takes branch {missed}");
        foreach (var missed in reached.CompensationsMissed)
            yield return Plain.Styled($"  no case undoes {missed}");
    }

    private static string Share(string what, IReadOnlyList<string> all, IEnumerable<string> missed) =>
        $"{all.Count - missed.Count()} of {all.Count} {what}";
}
