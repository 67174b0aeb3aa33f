using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>
/// Works out for every activity which of some others have ended when it begins: surely, or perhaps. A step that goes on
/// when it fails has perhaps not done what it is there for; behind a Finish or a Fault nothing begins.
/// </summary>
internal sealed class FlowAnalysis
{
    private readonly Before?[] _before;
    private readonly ActivitySet?[] _within;
    private readonly int[] _sought;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly ActivitySet _none;

    /// <param name="plan">The plan.</param>
    /// <param name="sought">Indexes of the activities that will be asked about.</param>
    public FlowAnalysis(WorkflowPlan plan, IEnumerable<int> sought)
    {
        _sought = [.. sought.Distinct()];
        for (var number = 0; number < _sought.Length; number++)
            _numbers.Add(_sought[number], number);

        _none = ActivitySet.Empty(_sought.Length);
        _before = new Before?[plan.Activities.Length];
        _within = new ActivitySet?[plan.Activities.Length];
        Walk(plan.Root, new Before(_none, _none));
    }

    /// <summary>Whether any way leads to an activity.</summary>
    public bool IsReached(int index) => _before[index] is not null;

    /// <summary>Whether one of those asked about has ended on every way to an activity that is reached.</summary>
    public bool IsSurelyBefore(int sought, int index) => _before[index]?.Surely.Contains(_numbers[sought]) == true;

    /// <summary>Whether it has ended on some way.</summary>
    public bool IsPerhapsBefore(int sought, int index) => _before[index]?.Perhaps.Contains(_numbers[sought]) == true;

    /// <summary>A set of those asked about, by their indexes.</summary>
    public ActivitySet SetOf(IEnumerable<int> sought) =>
        sought.Aggregate(_none, (set, index) => set.With(_numbers[index]));

    /// <summary>
    /// The index of the first of a set that has surely ended before an activity; null where none has.
    /// </summary>
    public int? FirstSurelyBefore(ActivitySet set, int index) => First(_before[index]?.Surely, set);

    /// <summary>The same of one that has perhaps ended, and is another one.</summary>
    public int? FirstPerhapsBefore(ActivitySet set, int index) =>
        First(_before[index]?.Perhaps, _numbers.TryGetValue(index, out var own) ? set.Without(own) : set);

    /// <summary>What has ended after an activity; null where nothing goes on after it.</summary>
    private Before? Walk(Activity activity, Before before)
    {
        // The condition of a While is asked again after every round.
        _before[activity.Header.Index] = activity is While ? before.MaybeAfter(Within(activity)) : before;
        Before? after = activity switch
        {
            Finish or Fault => null,
            Sequence it => InOrder(it, before),
            FlowNode or Composite => activity.Children.Aggregate((Before?)before, (_, child) => Walk(child, before)),
            Fork { WaitAny: true } => WalkBesideEachOther([.. activity.Children], before)
                .Aggregate((Before?)null, (so, one) => so.Or(one)) ?? before,
            Fork => SideBySide([.. activity.Children], before),
            Activities.Parallel it => SideBySide([.. it.Children], before),
            If it => Way(it.Then, before).Or(Way(it.Else, before)),
            Switch { MatchAny: true } it => Any(it, before),
            Switch it => it.Cases.Aggregate(Way(it.Default, before), (so, one) => so.Or(Way(one.Activity, before))),
            While or For or ForEach or ParallelForEach or BulkDispatchWorkflows => Loop(activity, before),
            HttpRequest it => AfterRequest(it, before),
            Flowchart it => new ChartAnalysis(it, _none, Within, Walk).Run(before),
            _ => before,
        };
        return after is { } ended ? Ended(activity, ended) : null;
    }

    /// <summary>One of what follows runs, or none.</summary>
    private Before? AfterRequest(HttpRequest request, Before before) => Walk(request.Request, before) is { } answered
        ? request.Children.Skip(1).Aggregate((Before?)answered, (so, child) => so.Or(Walk(child, answered)))
        : null;

    /// <summary>Behind what ends the sequence nothing begins; the sequence itself goes on.</summary>
    private Before? InOrder(Sequence sequence, Before before)
    {
        Before? so = before;
        foreach (var child in sequence.Children)
        {
            if (so is not { } here)
                return null;

            so = Walk(child, here);
            if (child.IsTerminal)
                break;
        }

        return so;
    }

    private Before Ended(Activity activity, Before after)
    {
        if (!_numbers.TryGetValue(activity.Header.Index, out var number))
            return after;

        return activity is StepActivity { OnFailure: OnFailure.Continue }
            ? after.PerhapsThen(number)
            : after.Then(number);
    }

    private Before? Way(Activity? activity, Before before) => activity is null ? before : Walk(activity, before);

    /// <summary>All run; each perhaps after any of the others.</summary>
    private Before? SideBySide(Activity[] children, Before before) =>
        WalkBesideEachOther(children, before).Aggregate((Before?)before, (so, one) => so.And(one));

    /// <summary>Every case that holds runs, beside the others; or else the default.</summary>
    private Before? Any(Switch choice, Before before)
    {
        var ends = WalkBesideEachOther([.. choice.Cases.Select(one => one.Activity).OfType<Activity>()], before);
        return ends.Aggregate(Way(choice.Default, before), (so, one) => so.Or(one));
    }

    private Before?[] WalkBesideEachOther(Activity[] children, Before before)
    {
        var behind = new ActivitySet[children.Length + 1];
        behind[^1] = _none;
        for (var index = children.Length - 1; index >= 0; index--)
            behind[index] = behind[index + 1].Or(Within(children[index]));

        var ahead = _none;
        var ends = new Before?[children.Length];
        for (var index = 0; index < children.Length; index++)
        {
            ends[index] = Walk(children[index], before.MaybeAfter(ahead.Or(behind[index + 1])));
            ahead = ahead.Or(Within(children[index]));
        }

        return ends;
    }

    /// <summary>The body sees what an earlier round of it has done; there may be no round at all.</summary>
    private Before? Loop(Activity loop, Before before) => loop.Children.Aggregate(
        (Before?)before, (so, body) => so.Or(Walk(body, before.MaybeAfter(Within(body)))));

    /// <summary>Those asked about that are an activity or within it.</summary>
    private ActivitySet Within(Activity activity)
    {
        var index = activity.Header.Index;
        if (_within[index] is { } known)
            return known;

        var all = _numbers.TryGetValue(index, out var number) ? _none.With(number) : _none;
        return _within[index] = activity.Children.Aggregate(all, (so, child) => so.Or(Within(child)));
    }

    private int? First(ActivitySet? ended, ActivitySet set) =>
        ended?.FirstCommon(set) is { } number ? _sought[number] : null;
}
