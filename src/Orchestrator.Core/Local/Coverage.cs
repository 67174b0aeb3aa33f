using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Local;

/// <summary>
/// What runs of a definition have reached of it: activities, branches, and compensations. A branch is an outcome of a
/// condition, or a connection of a flowchart.
/// </summary>
public sealed class Coverage
{
    private readonly HashSet<string> _activitiesReached = new(StringComparer.Ordinal);
    private readonly HashSet<string> _branchesReached = new(StringComparer.Ordinal);
    private readonly HashSet<string> _compensationsReached = new(StringComparer.Ordinal);

    public Coverage(WorkflowPlan plan)
    {
        Plan = plan;
        Activities = [.. plan.Activities.Select(activity => activity.Id)];
        Branches = [.. plan.Activities.SelectMany(CoverageBranches.Of).Distinct(StringComparer.Ordinal)];
        Compensations =
        [
            .. plan.Activities.OfType<StepActivity>()
                .Where(step => step.Compensation is not null || step.Inverse is not null)
                .Select(step => step.Id),
        ];
    }

    public WorkflowPlan Plan { get; }

    /// <summary>Ids of all activities.</summary>
    public IReadOnlyList<string> Activities { get; }

    /// <summary>Each as <c>activity: branch</c>.</summary>
    public IReadOnlyList<string> Branches { get; }

    /// <summary>Ids of the activities that can be undone.</summary>
    public IReadOnlyList<string> Compensations { get; }

    public IEnumerable<string> ActivitiesMissed => Activities.Where(one => !_activitiesReached.Contains(one));

    public IEnumerable<string> BranchesMissed => Branches.Where(one => !_branchesReached.Contains(one));

    public IEnumerable<string> CompensationsMissed => Compensations.Where(one => !_compensationsReached.Contains(one));

    /// <summary>Whether nothing was missed.</summary>
    public bool IsWhole => !ActivitiesMissed.Any() && !BranchesMissed.Any() && !CompensationsMissed.Any();

    /// <summary>An activity had its turn.</summary>
    public void Reach(Activity activity) => _activitiesReached.Add(activity.Id);

    /// <summary>What happened in an activation of the definition, in order.</summary>
    public void Reach(IEnumerable<SagaEvent> history)
    {
        var followed = new CoverageBranches(Plan);
        foreach (var happened in history)
        {
            _branchesReached.UnionWith(followed.TakenBy(happened));
            if (happened is CompensationRequested undone)
                _compensationsReached.Add(WithoutItems(undone.Step));
        }
    }

    /// <summary>The activity of a step: its id without the items of the loops around it, or its repetition.</summary>
    private string WithoutItems(string step)
    {
        if (Plan.Find(step) is not null)
            return step;

        var end = step.IndexOfAny(['[', '#']);
        return end > 0 ? step[..end] : step;
    }
}
