using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// What follows in a flowchart that counts, when one of its activities has ended: worked out first, then told as one
/// event.
/// </summary>
internal sealed class FlowchartStep(Flowchart chart, Burst burst, Frame frame)
{
    private readonly List<int> _followed = [];
    private readonly List<int> _skipped = [];
    private readonly List<string> _joined = [];
    private readonly List<Activity> _toRun = [];
    private readonly List<Activity> _toCancelBefore = [];
    private readonly Dictionary<int, (int Count, bool Followed)> _visits = [];
    private readonly Dictionary<int, (int Turns, int Ahead)> _joins = [];
    private readonly Queue<Activity> _passed = new();
    private Connection? _invalid;

    /// <summary>Visits every connection that leaves the activity, and goes on behind what is passed over.</summary>
    public void Leave(Activity activity, IReadOnlyList<string>? outcomes, bool isSkipped)
    {
        LeaveOne(activity, outcomes, isSkipped);
        while (_passed.TryDequeue(out var passed))
            LeaveOne(passed, null, isSkipped: true);
    }

    /// <summary>Tells it, and schedules what is to run.</summary>
    public void Run()
    {
        if (_followed.Count + _skipped.Count > 0)
            burst.Emit(new PathsTaken(
                frame.Id,
                _followed.Count > 0 ? [.. _followed] : null,
                _skipped.Count > 0 ? [.. _skipped] : null,
                _joined.Count > 0 ? [.. _joined] : null));
        foreach (var activity in _toRun)
            burst.Schedule(activity, frame);
        foreach (var activity in _toCancelBefore)
            chart.CancelBefore(burst, frame, activity);
        if (_invalid is { } wrong)
            burst.Fault(wrong.Source, frame, new StepError(
                ErrorCodes.WorkflowFault,
                $"Invalid backward connection: Every path from the source ('{wrong.Source.Id}') must go through "
                    + $"the target ('{wrong.Target.Id}') when tracing back to the start."));
    }

    private void LeaveOne(Activity activity, IReadOnlyList<string>? outcomes, bool isSkipped)
    {
        foreach (var connection in chart.From(activity))
        {
            if (_invalid is not null)
                return;

            var followed = !isSkipped && Flowchart.Follows(connection, outcomes);
            (followed ? _followed : _skipped).Add(connection.Index);
            Visit(connection, followed);
        }
    }

    private void Visit(Connection connection, bool followed)
    {
        if (connection.IsBackward)
        {
            if (followed && connection.IsInvalid)
                _invalid = connection;
            else if (followed)
                _toRun.Add(connection.Target);
            return;
        }

        var place = chart.JoinOf(connection.Index);
        if (place >= 0)
            Arrive(connection, place, followed);
        else
            Go(connection.Target, followed);
    }

    private void Arrive(Connection connection, int place, bool followed)
    {
        var visits = Visits(connection.Index).Count + 1;
        _visits[connection.Index] = (visits, followed);
        var (turns, ahead) = Join(place);
        if (visits - 1 == turns)
            _joins[place] = (turns, ++ahead);

        var into = chart.Into(place);
        var mode = ModeOf(connection.Target);
        var isAny = mode == JoinMode.WaitAny && followed && visits > turns;
        if (!isAny && (ahead < into.Length || visits <= turns))
            return;

        _joined.Add(connection.Target.Id);
        _joins[place] = (turns + 1, into.Count(one => Visits(one.Index).Count > turns + 1));
        Go(connection.Target, mode switch
        {
            JoinMode.WaitAny => followed,
            JoinMode.WaitAll => into.All(one => Visits(one.Index).Followed),
            _ => IsAnyFollowed(into),
        });
    }

    /// <summary>Whether one was followed in the newest round.</summary>
    private bool IsAnyFollowed(Connection[] into)
    {
        var newest = into.Max(one => Visits(one.Index).Count);
        return into.Any(one => Visits(one.Index) == (newest, true));
    }

    private JoinMode ModeOf(Activity target) =>
        target is FlowJoin join ? join.ModeNow(burst, frame) : JoinMode.WaitAllActive;

    private void Go(Activity target, bool run)
    {
        if (!run)
        {
            _passed.Enqueue(target);
            return;
        }

        _toRun.Add(target);
        if (target is FlowJoin join && ModeOf(join) == JoinMode.WaitAny)
            _toCancelBefore.Add(target);
    }

    private (int Count, bool Followed) Visits(int connection) =>
        _visits.TryGetValue(connection, out var here) ? here : frame.MemoryIfAny?.Visits?.Of(connection) ?? default;

    private (int Turns, int Ahead) Join(int place) =>
        _joins.TryGetValue(place, out var here) ? here : frame.MemoryIfAny?.Visits?.OfJoin(place) ?? default;
}
