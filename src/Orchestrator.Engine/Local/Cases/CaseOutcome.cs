using Orchestrator.Core.Local;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Local.Cases;

/// <summary>What came of a case, against what must.</summary>
internal static class CaseOutcome
{
    public static IEnumerable<string> Compare(Expected expected, LocalResult result, IReadOnlyList<SagaEvent> history)
    {
        var state = result.State;
        if (state.State != expected.State)
            yield return $"state: expected {expected.State}, and it is {state.State}: {state.StateReason}";

        IEnumerable<string> differences =
        [
            .. Difference("steps", expected.Steps, history.OfType<StepSucceeded>().Select(done => done.Step)),
            .. Difference("branches", expected.Branches, BranchesOf(result, history)),
            .. Difference(
                "compensations",
                expected.Compensations,
                history.OfType<CompensationSucceeded>().Select(undone => undone.Step)),
            .. Difference("lines", expected.Lines, result.Lines),
            .. Difference(
                "incidents",
                expected.Incidents,
                result.Incidents.Select(incident => $"{incident.Activity}: {incident.Message}")),
        ];
        foreach (var difference in differences)
            yield return difference;

        if (expected.Output is { } output && output != result.Outputs)
            yield return $"output: expected {Text(output)}, and it is {Text(result.Outputs)}";
    }

    private static IEnumerable<string> BranchesOf(LocalResult result, IEnumerable<SagaEvent> history)
    {
        var branches = new CoverageBranches(result.State.Plan);
        return history.SelectMany(branches.TakenBy)
            .Where(branch => !branch.Contains(": Done -> ", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Difference(
        string what, IReadOnlyList<string>? expected, IEnumerable<string> actual)
    {
        var here = actual.ToList();
        if (expected is not null && !expected.SequenceEqual(here, StringComparer.Ordinal))
            yield return $"{what}: expected {Text(expected)}, and it is {Text(here)}";
    }

    private static string Text(IEnumerable<string> texts) => Text(Value.Array(texts.Select(text => (Value)text)));

    private static string Text(Value value) => ValueJson.ToText(value);
}
