using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>Works out for every activity what has ended when it begins, when steps succeed.</summary>
internal sealed class FlowAnalysis
{
    private readonly Before?[] _before;
    private readonly ActivitySet _none;

    public FlowAnalysis(WorkflowPlan plan)
    {
        _before = new Before?[plan.Activities.Length];
        _none = ActivitySet.Empty(plan.Activities.Length);
        Walk(plan.Root, new Before(_none, _none));
    }

    /// <summary>Null for an activity that is never reached.</summary>
    public Before? At(int index) => _before[index];

    private Before Walk(Activity activity, Before before)
    {
        var index = activity.Header.Index;
        _before[index] = before;
        var after = activity switch
        {
            Sequence it => it.Children.Aggregate(before, (so, child) => Walk(child, so)),
            Activities.Parallel it => SideBySide(it, before),
            If it => Way(it.Then, before).Either(Way(it.Else, before)),
            Switch it => Choice(it, before),
            While or ForEach or ParallelForEach => Loop(activity, before),
            Flowchart it => new ChartAnalysis(it, All, Walk).Run(before),
            _ => before,
        };
        return after.Then(index);
    }

    private Before Way(Activity? activity, Before before) => activity is null ? before : Walk(activity, before);

    private Before SideBySide(Activity parent, Before before)
    {
        var after = before;
        foreach (var child in parent.Children)
        {
            var others = parent.Children.Where(other => other != child).Aggregate(_none, (all, other) => all.Or(All(other)));
            after = after.Both(Walk(child, before.MaybeAfter(others)));
        }

        return after;
    }

    private Before Choice(Switch choice, Before before)
    {
        var after = Way(choice.Default, before);
        return choice.Cases.Aggregate(after, (so, one) => so.Either(Way(one.Activity, before)));
    }

    private Before Loop(Activity loop, Before before)
    {
        var after = before;
        foreach (var body in loop.Children)
            after = before.Either(Walk(body, before.MaybeAfter(All(body))));
        return after;
    }

    private ActivitySet All(Activity activity) =>
        activity.Children.Aggregate(_none.With(activity.Header.Index), (all, child) => all.Or(All(child)));
}
