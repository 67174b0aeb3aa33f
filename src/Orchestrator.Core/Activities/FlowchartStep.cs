using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// What follows in a flowchart when one of its activities has ended: worked out first, then told as one event.
/// </summary>
internal sealed class FlowchartStep(
    Burst burst, Frame frame, ILookup<Activity, Connection> from, ILookup<Activity, Connection> into)
{
    private readonly List<int> _followed = [];
    private readonly List<int> _skipped = [];
    private readonly List<string> _joined = [];
    private readonly List<Activity> _toRun = [];
    private readonly Dictionary<int, (int Count, bool Followed)> _visits = [];
    private readonly Dictionary<string, int> _activityVisits = [];

    /// <summary>Visits every connection that leaves the activity.</summary>
    public void Leave(Activity activity, Func<Connection, bool> follows)
    {
        foreach (var connection in from[activity])
        {
            var followed = follows(connection);
            (followed ? _followed : _skipped).Add(connection.Index);
            Visit(connection, followed);
        }
    }

    /// <summary>Tells it, and schedules what is to run.</summary>
    public void Run()
    {
        if (_followed.Count + _skipped.Count == 0)
            return;

        burst.Emit(new PathsTaken(
            frame.Id,
            _followed.Count > 0 ? [.. _followed] : null,
            _skipped.Count > 0 ? [.. _skipped] : null,
            _joined.Count > 0 ? [.. _joined] : null));
        foreach (var activity in _toRun)
            burst.Schedule(activity, frame);
    }

    private void Visit(Connection connection, bool followed)
    {
        if (connection.IsBackward)
        {
            if (followed)
                _toRun.Add(connection.Target);
            return;
        }

        var count = Visits(connection.Index).Count + 1;
        _visits[connection.Index] = (count, followed);
        if (into[connection.Target].Skip(1).Any())
            Join(connection.Target);
        else
            Go(connection.Target, followed);
    }

    private void Join(Activity target)
    {
        var visits = ActivityVisits(target.Id);
        if (into[target].Any(connection => Visits(connection.Index).Count <= visits))
            return;

        _activityVisits[target.Id] = visits + 1;
        _joined.Add(target.Id);
        Go(target, into[target].Any(connection => Visits(connection.Index).Followed));
    }

    private void Go(Activity target, bool run)
    {
        if (run)
            _toRun.Add(target);
        else
            Leave(target, _ => false);
    }

    private (int Count, bool Followed) Visits(int connection) =>
        _visits.TryGetValue(connection, out var here) ? here
            : frame.MemoryIfAny?.Visits is { } visits && visits.TryGetValue(connection, out var before) ? before
            : default;

    private int ActivityVisits(string activity) =>
        _activityVisits.TryGetValue(activity, out var here) ? here
            : frame.MemoryIfAny?.ActivityVisits is { } visits && visits.TryGetValue(activity, out var before) ? before
            : 0;
}
