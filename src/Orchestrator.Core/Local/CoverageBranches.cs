using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Local;

/// <summary>The branches of a definition, and which of them events tell of.</summary>
public sealed class CoverageBranches(WorkflowPlan plan)
{
    private readonly Dictionary<int, string> _charts = [];

    /// <summary>The branches that begin at an activity.</summary>
    public static IEnumerable<string> Of(Activity activity) => activity switch
    {
        If => [Name(activity.Id, "then"), Name(activity.Id, "else")],
        Switch it => it.Cases.Select(one => one.Label).Append("default").Select(label => Name(activity.Id, label)),
        Flowchart it => it.Connections.Select(Name),
        _ => [],
    };

    /// <summary>The branches that an event tells of, in order.</summary>
    public IEnumerable<string> TakenBy(SagaEvent happened)
    {
        switch (happened)
        {
            case ActivityStarted started:
                _charts[started.Frame] = started.Activity;
                return [];
            case BranchTaken taken:
                return Labels(taken).Select(label => Name(taken.Activity, label));
            case PathsTaken { Followed: { } followed } paths when ChartOf(paths.Frame) is { } chart:
                return followed.Select(index => Name(chart.Connections.First(one => one.Index == index)));
            case TokensMoved { Given: { } given } moved when ChartOf(moved.Frame) is { } chart:
                return given.Select(index => Name(chart.Connections.First(one => one.Index == index)));
            default:
                return [];
        }
    }

    private Flowchart? ChartOf(int frame) =>
        _charts.TryGetValue(frame, out var id) ? plan.Find(id) as Flowchart : null;

    /// <summary>A switch may take several cases at once.</summary>
    private IEnumerable<string> Labels(BranchTaken taken)
    {
        if (plan.Find(taken.Activity) is not Switch { MatchAny: true } all)
            return [taken.Branch];

        var labels = taken.Branch.Split(", ");
        return all.Cases.Select(one => one.Label).Append("default").Where(labels.Contains);
    }

    private static string Name(string activity, string branch) => $"{activity}: {branch}";

    private static string Name(Connection connection) =>
        Name(connection.Source.Id, $"{connection.Port ?? "Done"} -> {connection.Target.Id}");
}
