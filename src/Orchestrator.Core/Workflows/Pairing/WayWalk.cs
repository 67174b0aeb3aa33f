using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>
/// Walks every way through a workflow, from its start to where it has completed: ways that end in a fault are none, for
/// what was done on them is undone.
/// </summary>
/// <param name="marks">The marked steps, by their places: ids, with those of child workflows around them in front.</param>
/// <param name="known">Conditions whose outcome is known: the other branch is no way.</param>
/// <param name="children">The workflows that are started.</param>
/// <param name="areLeast">
/// Whether a way counts for what surely ran on it: so for what releases, where a step counts that was called and failed,
/// and must be called again; else, for what takes, it counts for all that may have.
/// </param>
internal sealed class WayWalk(
    IReadOnlyDictionary<string, int> marks,
    IReadOnlySet<Guard> known,
    StartedWorkflows children,
    bool areLeast)
{
    private readonly Ways _none = new(areLeast);
    private readonly Stack<Ways> _ends = [];
    private readonly Stack<Ways> _breaks = [];

    public bool AreLeast => areLeast;

    public Ways Run(WorkflowPlan plan, ExpressionNames names)
    {
        var finished = _none.Empty();
        _ends.Push(finished);
        var after = Walk(plan.Root, new WayPlace("", names, Depth: 0), _none.One(default, trail: null));
        _ends.Clear();
        return after.Or(finished);
    }

    internal Ways Walk(Activity activity, WayPlace place, Ways before)
    {
        if (before.None)
            return before;

        switch (activity)
        {
            case Fault:
                return _none.Empty();
            case Finish:
                _ends.Last().Add(before.Then(place.Of(activity)));
                return _none.Empty();
            case Complete:
                _ends.Peek().Add(before.Then(place.Of(activity)));
                return _none.Empty();
            case Break when _breaks.Count > 0:
                _breaks.Peek().Add(before.Then(place.Of(activity)));
                return _none.Empty();
            case ChildWorkflow it:
                return Started(it, place, before);
            case StepActivity:
                return before.Then(place.Of(activity), MarkOf(activity, place));
            case Composite { Root: { } root } it:
                return Within(root, place.InComposite(it), before);
            case Sequence it:
                return it.Children.Aggregate(before, (so, child) => Walk(child, place, so));
            case Fork { WaitAny: true } it:
                return Race(it, place, before);
            case Activities.Parallel or Fork or FlowNode:
                return activity.Children.Aggregate(before, (so, child) => Walk(child, place, so));
            case If it:
                return Choose(it, place, before);
            case Switch it:
                return new SwitchWays(this, known).Walk(it, place, before);
            case While or For or ForEach or ParallelForEach or BulkDispatchWorkflows:
                return Loop(activity, place, before);
            case HttpRequest it:
                return Optionally(it.Children.Skip(1), place, Walk(it.Request, place, before));
            case Flowchart it:
                return new ChartWays(this, known).Walk(it, place, before);
            default:
                return before;
        }
    }

    internal UInt128 MarkOf(Activity activity, WayPlace place) =>
        marks.TryGetValue(place.Of(activity), out var bit) ? UInt128.One << bit : default;

    private Ways Started(ChildWorkflow child, WayPlace place, Ways before) =>
        children.Find(child) is { } plan && !place.IsDeep
            ? Within(plan.Root, place.InChild(child), before)
            : before.Then(place.Of(child), MarkOf(child, place));

    private Ways Within(Activity root, WayPlace place, Ways before)
    {
        var completed = _none.Empty();
        _ends.Push(completed);
        var after = Walk(root, place, before);
        _ends.Pop();
        return after.Or(completed);
    }

    private Ways Choose(If choice, WayPlace place, Ways before)
    {
        var holds = place.Names.GuardOf(choice.Condition);
        var after = _none.Empty();
        if (!known.Contains(holds.Opposite))
            after.Add(Way(choice.Then, place, before.Then($"{place.Of(choice)}: then")));
        if (!known.Contains(holds))
            after.Add(Way(choice.Else, place, before.Then($"{place.Of(choice)}: else")));
        return after;
    }

    internal Ways Way(Activity? activity, WayPlace place, Ways before) =>
        activity is null ? before : Walk(activity, place, before);

    /// <summary>The first branch that ends cancels the others, which may have done what they do.</summary>
    private Ways Race(Fork fork, WayPlace place, Ways before)
    {
        var after = areLeast
            ? _none.Empty()
            : fork.Children.Aggregate(before, (so, child) => Walk(child, place, so));
        foreach (var child in fork.Children)
            after.Add(Walk(child, place, before));
        return after;
    }

    private Ways Optionally(IEnumerable<Activity> children, WayPlace place, Ways before)
    {
        var after = before.Or(_none);
        foreach (var child in children)
            after.Add(Walk(child, place, before));
        return after;
    }

    private Ways Loop(Activity loop, WayPlace place, Ways before)
    {
        var broken = _none.Empty();
        _breaks.Push(broken);
        var rounds = loop is BulkDispatchWorkflows bulk
            ? Optionally(bulk.Children.Skip(1), place, Walk(bulk.Child, place, before))
            : loop.Children.Aggregate(before, (so, child) => Walk(child, place, so));
        _breaks.Pop();
        var after = rounds.Or(broken);
        return known.Contains(Guard.Round(LoopText.Of(loop, place.Names)))
            ? after
            : after.Or(before.Then($"{place.Of(loop)}: no round"));
    }
}
