using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>A connection as the definition draws it.</summary>
internal sealed record DrawnConnection(int Index, Activity Source, string? Port, Activity Target, Node Node);

/// <summary>
/// A flowchart's connections, sorted as Elsa does: breadth first from the start, those that would close a loop are backward ones;
/// those that leave what is never reached do not count, so that no join waits for them.
/// </summary>
internal sealed class FlowchartGraph
{
    private readonly Dictionary<Activity, List<DrawnConnection>> _drawn;
    private readonly Dictionary<Activity, List<Activity>> _forward = [];
    private readonly HashSet<Activity> _reached = [];

    public FlowchartGraph(
        ImmutableArray<Activity> activities, IReadOnlyList<DrawnConnection> drawn, IReadOnlySet<Activity> starters)
    {
        Drawn = drawn;
        _drawn = drawn.GroupBy(connection => connection.Source).ToDictionary(group => group.Key, group => group.ToList());
        Start = FindStart(activities, drawn, starters);
        var backward = Start is null ? [] : FindBackward(Start);
        Connections =
        [
            .. drawn
                .Where(connection => _reached.Contains(connection.Source))
                .Select(connection => new Connection(
                    connection.Index, connection.Source, connection.Port, connection.Target, backward.Contains(connection))),
        ];
        InvalidBackward = [.. backward.Where(connection => !IsPassedBefore(connection.Target, connection.Source))];
    }

    public IReadOnlyList<DrawnConnection> Drawn { get; }

    /// <summary>Null for an empty flowchart.</summary>
    public Activity? Start { get; }

    /// <summary>Those that count, in the order of the definition.</summary>
    public ImmutableArray<Connection> Connections { get; }

    /// <summary>Backward ones to an activity that may not have run: Elsa faults when it takes one.</summary>
    public ImmutableArray<DrawnConnection> InvalidBackward { get; }

    public bool IsReached(Activity activity) => _reached.Contains(activity);

    private static Activity? FindStart(
        ImmutableArray<Activity> activities, IReadOnlyList<DrawnConnection> drawn, IReadOnlySet<Activity> starters)
    {
        if (activities.FirstOrDefault(starters.Contains) is { } starter)
            return starter;

        var targets = drawn.Select(connection => connection.Target).ToHashSet();
        return activities.FirstOrDefault(activity => !targets.Contains(activity)) ?? activities.FirstOrDefault();
    }

    private HashSet<DrawnConnection> FindBackward(Activity start)
    {
        var backward = new HashSet<DrawnConnection>();
        var queue = new Queue<Activity>([start]);
        _reached.Add(start);
        while (queue.TryDequeue(out var source))
        {
            foreach (var connection in _drawn.GetValueOrDefault(source) ?? [])
            {
                if (_reached.Add(connection.Target))
                    queue.Enqueue(connection.Target);
                else if (Leads(connection.Target, source, without: null))
                {
                    backward.Add(connection);
                    continue;
                }

                if (!_forward.TryGetValue(source, out var targets))
                    _forward.Add(source, targets = []);
                targets.Add(connection.Target);
            }
        }

        return backward;
    }

    /// <summary>Whether every way from the start to an activity passes another one.</summary>
    private bool IsPassedBefore(Activity passed, Activity activity) =>
        passed == activity || passed == Start || !Leads(Start!, activity, without: passed);

    private bool Leads(Activity from, Activity to, Activity? without)
    {
        if (from == to)
            return true;

        var seen = new HashSet<Activity> { from };
        var stack = new Stack<Activity>([from]);
        while (stack.TryPop(out var activity))
        {
            foreach (var next in _forward.GetValueOrDefault(activity) ?? [])
            {
                if (next == to)
                    return true;
                if (next != without && seen.Add(next))
                    stack.Push(next);
            }
        }

        return false;
    }
}
