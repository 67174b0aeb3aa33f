using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas.Changing;

/// <summary>Walks the target's provisioning, and finds for each of its steps what stands for it already.</summary>
internal sealed class ChangeWalk
{
    private readonly List<Standing> _free;
    private readonly (Standing Step, string? StandIn)[] _refused;
    private readonly List<FailedStep> _failedBefore = [];
    private readonly List<Standing> _replaced = [];
    private readonly List<KeptStep> _kept = [];
    private readonly List<AlteredStep> _altered = [];
    private readonly HashSet<string> _added = [];
    private readonly List<string> _problems = [];
    private HashSet<Activity> _takers = [];

    public ChangeWalk(ServiceRecord record, IAdapterCatalog catalog)
    {
        _free = [.. record.Steps
            .Where(step => step.Made.Count > 0 || step.IsPassing)
            .Select(step => Standing.Of(step, record, catalog))];
        _refused = [.. record.Refused.Select(one => (Standing.Of(one.Step, record, catalog), one.StandIn))];
    }

    public ChangeDiff Run(WorkflowPlan target, ActivationOrder order)
    {
        _takers = [.. target.Activities.OfType<Flowchart>()
            .SelectMany(chart => chart.Connections)
            .Where(connection => connection.Port == "Failed")
            .Select(connection => connection.Source)];
        var plan = Planner.Plan(target, order, Foresee);
        foreach (var mixed in _altered.GroupBy(step => step.Activity.Id).Where(group => IsAddedToo(group.Key, plan)))
            _problems.Add(
                $"Step '{mixed.Key}' would alter something in one turn of its loop, and make something in another.");
        foreach (var inside in _kept.Select(step => step.Activity).Concat(_altered.Select(step => step.Activity)).Where(
            step => step.Header.Within.Length > 0).DistinctBy(step => step.Id))
            _problems.Add($"Step '{inside.Id}' is part of another definition, which cannot be changed here.");

        var left = _free.Where(one => one.Step.Made.Count > 0).ToArray();
        var first = _replaced.Concat(left.Where(StandsOnReplaced)).Select(one => one.Step).ToArray();
        return new()
        {
            Kept = _kept,
            FailedBefore = _failedBefore,
            Altered = _altered,
            Added = [.. _added],
            First = first,
            Last = [.. left.Select(one => one.Step).Except(first)],
            NeedlessWaits = [.. plan.Waits.Where(wait => IsNeedless(wait, plan)).Select(wait => wait.Activity.Id).Distinct()],
            Problems = _problems,
        };
    }

    /// <summary>What a step of the target will give, where that is known because it is done already.</summary>
    private Known? Foresee(PlannedStep step)
    {
        if (!step.Activity.HasEffect || step.Activity is ChildWorkflow || !step.Activity.IsOurs)
            return null;

        var like = _free.Where(one => IsLike(one, step)).ToArray();
        if (step.Conditional && like.Length > 0)
        {
            _problems.Add($"Whether step '{step.Id}' runs is known only when another one has run.");
            return null;
        }

        if (like.FirstOrDefault(one => one.IsSameAs(step.Input) && !StandsOnReplaced(one)) is { } same)
            return Keep(step, same);
        if (AsRefused(step) is { } asBefore)
            return asBefore;
        if (like.FirstOrDefault(one => one.Step.Made.Count > 0 && one.IsNamedBy(step.Input)) is { } named)
        {
            if (named.Operation?.ChangedBy is { } change && !StandsOnReplaced(named))
                return Alter(step, named, change);

            _free.Remove(named);
            _replaced.Add(named);
        }

        _added.Add(step.Id);
        return null;
    }

    private Known Keep(PlannedStep step, Standing same)
    {
        _free.Remove(same);
        _kept.Add(new(step.Activity, step.Id, same.Step));
        return same.Step.IsPlanned ? Known.After(same.Step.Step) : Known.Of(same.OutputOrNone);
    }

    /// <summary>
    /// What was refused when the service was made is not asked for again: the step's way out for failures is taken again;
    /// where it has none, what was done in its place then is what it would have done. Null where nothing was refused.
    /// </summary>
    private Known? AsRefused(PlannedStep step)
    {
        var at = Array.FindIndex(_refused, one => IsLike(one.Step, step) && one.Step.IsSameAs(step.Input));
        if (at < 0 || step.Conditional)
            return null;

        if (_takers.Contains(step.Activity))
        {
            _failedBefore.Add(new(step.Activity, step.Id));
            return Known.Of(StepActivity.FailedBefore);
        }

        return _free.FirstOrDefault(one => one.Step.Key == _refused[at].StandIn) is { } standIn
            && !StandsOnReplaced(standIn)
                ? Keep(step, standIn)
                : null;
    }

    /// <summary>What it gives is what it was, but for what is known to be altered.</summary>
    private Known Alter(PlannedStep step, Standing named, string operation)
    {
        _free.Remove(named);
        _altered.Add(new(step.Activity, step.Id, named.Step, operation));
        if (named.Step.IsPlanned)
            return Known.After(named.Step.Step);

        return Known.Of(Value.Object(
            [.. named.Output.Members.Select(member => (
                member.Name,
                step.IsInputKnown && step.Input[member.Name] is { IsNull: false } now ? now : member.Value))]));
    }

    private static bool IsLike(Standing one, PlannedStep step) =>
        one.Step.Adapter == step.Activity.Adapter && one.Step.Operation == step.Operation;

    private bool StandsOnReplaced(Standing one) => _replaced.Any(one.StandsOn);

    private bool IsAddedToo(string activity, PlannedActivation plan) =>
        plan.Steps.Any(step => step.Activity.Id == activity && _added.Contains(step.Id));

    /// <summary>
    /// What is waited for concerns what was made before it: where all of that stands, it has been waited for.
    /// </summary>
    private bool IsNeedless(PlannedWait wait, PlannedActivation plan) =>
        !plan.Steps.Take(wait.StepsBefore).Any(step => _added.Contains(step.Id));
}
