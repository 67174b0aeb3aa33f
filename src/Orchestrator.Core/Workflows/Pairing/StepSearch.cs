using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>Every step of a workflow, and of those that it starts, with the conditions and loops around it.</summary>
internal sealed class StepSearch(StartedWorkflows children)
{
    private readonly List<LastingStep> _found = [];

    /// <summary>In the order of the document. A child workflow that is not known is a step itself.</summary>
    public IReadOnlyList<LastingStep> Run(WorkflowPlan plan, ExpressionNames names)
    {
        Walk(plan.Root, new WayPlace("", names, Depth: 0), [], []);
        return _found;
    }

    private void Walk(
        Activity? activity, WayPlace place, ImmutableArray<Guard> guards, ImmutableArray<string> loops)
    {
        switch (activity)
        {
            case null:
                return;
            case ChildWorkflow it when children.Find(it) is { } plan && !place.IsDeep:
                Walk(plan.Root, place.InChild(it), guards, loops);
                return;
            case StepActivity it:
                _found.Add(new LastingStep(it, place.Of(it), guards, loops));
                return;
            case Composite it:
                Walk(it.Root, place.InComposite(it), guards, loops);
                return;
            case If it:
                var holds = place.Names.GuardOf(it.Condition);
                Walk(it.Then, place, guards.Add(holds), loops);
                Walk(it.Else, place, guards.Add(holds.Opposite), loops);
                return;
            case Switch it:
                Choices(it, place, guards, loops);
                return;
            case While or For or ForEach or ParallelForEach or BulkDispatchWorkflows:
                Loop(activity, place, guards, loops);
                return;
            case Flowchart it:
                var order = new ChartOrder(it);
                foreach (var child in order.Activities)
                    Walk(child, place, [.. guards, .. Decisions(order, child, place)], loops);
                return;
            default:
                foreach (var child in activity.Children)
                    Walk(child, place, guards, loops);
                return;
        }
    }

    private void Choices(Switch choice, WayPlace place, ImmutableArray<Guard> guards, ImmutableArray<string> loops)
    {
        var others = ImmutableArray<Guard>.Empty;
        foreach (var one in choice.Cases)
        {
            var holds = place.Names.GuardOf(one.Condition);
            Walk(one.Activity, place, [.. guards, .. choice.MatchAny ? [] : others, holds], loops);
            others = others.Add(holds.Opposite);
        }

        Walk(choice.Default, place, [.. guards, .. others], loops);
    }

    private void Loop(Activity loop, WayPlace place, ImmutableArray<Guard> guards, ImmutableArray<string> loops)
    {
        var text = LoopText.Of(loop, place.Names);
        foreach (var child in loop.Children)
            Walk(child, place, guards.Add(Guard.Round(text)), LoopText.Counts(loop) ? loops.Add(text) : loops);
    }

    private static IEnumerable<Guard> Decisions(ChartOrder order, Activity activity, WayPlace place) =>
        order.DecisionsFor(activity).Select(one =>
        {
            var guard = place.Names.GuardOf(one.Decision.Condition);
            return one.Holds ? guard : guard.Opposite;
        });
}
