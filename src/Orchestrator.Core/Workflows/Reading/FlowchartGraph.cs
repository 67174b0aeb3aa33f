using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>A connection as the definition draws it.</summary>
/// <param name="Index">Its place among those that are drawn rightly.</param>
internal sealed record DrawnConnection(int Index, Activity Source, string? Port, Activity Target, Node Node);

/// <summary>
/// A flowchart's connections, sorted as Elsa does: breadth first from the start, those that would close a loop are
/// backward ones; those that leave what is never reached do not count, so that no join waits for them.
/// </summary>
internal sealed class FlowchartGraph
{
    private readonly Dictionary<Activity, int> _places;
    private readonly ForwardGraph _forward;
    private readonly bool[] _reached;
    private readonly bool[] _isBackward;

    public FlowchartGraph(
        ImmutableArray<Activity> activities, IReadOnlyList<DrawnConnection> drawn)
    {
        Drawn = drawn;
        Start = FindStart(activities, drawn);
        _places = activities.Select(
            (activity, place) => (activity, place)).ToDictionary(one => one.activity, one => one.place);
        _forward = new(activities.Length);
        _reached = new bool[activities.Length];
        _isBackward = new bool[drawn.Count];
        if (Start is not null)
            FindBackward(drawn.ToLookup(connection => connection.Source));

        InvalidBackward = _isBackward.Contains(true) ? FindInvalid() : [];
        var invalid = InvalidBackward.Select(connection => connection.Index).ToHashSet();
        Connections =
        [
            .. drawn
                .Where(connection => _reached[Place(connection.Source)])
                .Select(connection => new Connection(
                    connection.Index,
                    connection.Source,
                    connection.Port,
                    connection.Target,
                    _isBackward[connection.Index])
                {
                    IsInvalid = invalid.Contains(connection.Index),
                }),
        ];
    }

    public IReadOnlyList<DrawnConnection> Drawn { get; }

    /// <summary>Null for an empty flowchart.</summary>
    public Activity? Start { get; }

    /// <summary>Those that count, in the order of the definition.</summary>
    public ImmutableArray<Connection> Connections { get; }

    /// <summary>Backward ones to an activity that may not have run: Elsa faults when it takes one.</summary>
    public ImmutableArray<DrawnConnection> InvalidBackward { get; }

    private int Place(Activity activity) => _places[activity];

    private static Activity? FindStart(
        ImmutableArray<Activity> activities, IReadOnlyList<DrawnConnection> drawn)
    {
        if ((activities.FirstOrDefault(activity => activity is Start)
            ?? activities.FirstOrDefault(activity => activity.Header.CanStart)) is { } starter)
            return starter;

        var targets = drawn.Select(connection => connection.Target).ToHashSet();
        return activities.FirstOrDefault(activity => !targets.Contains(activity)) ?? activities.FirstOrDefault();
    }

    private void FindBackward(ILookup<Activity, DrawnConnection> from)
    {
        // An activity leads to all that were first reached through it: most loops are seen by that alone.
        var firstWays = new Ancestry();
        var nodes = new Dictionary<Activity, int> { [Start!] = firstWays.Add(Ancestry.None) };
        var queue = new Queue<Activity>([Start!]);
        Reach(Start!);
        while (queue.TryDequeue(out var source))
        {
            foreach (var connection in from[source])
            {
                var target = connection.Target;
                if (nodes.TryGetValue(target, out var node))
                {
                    _isBackward[connection.Index] = firstWays.IsWithin(nodes[source], node)
                        || !_forward.TryAdd(Place(source), Place(target));
                    continue;
                }

                nodes.Add(target, firstWays.Add(nodes[source]));
                queue.Enqueue(target);
                Reach(target);
                _ = _forward.TryAdd(Place(source), Place(target));
            }
        }
    }

    private void Reach(Activity activity)
    {
        _reached[Place(activity)] = true;
        _forward.Enter(Place(activity));
    }

    /// <summary>Those whose target is not on every way from the start to their source.</summary>
    private ImmutableArray<DrawnConnection> FindInvalid()
    {
        // An activity hangs below the last one that all ways to it pass.
        var passed = new Ancestry();
        var nodes = new int[_reached.Length];
        foreach (var place in _forward.Order)
        {
            var ways = _forward.Previous(place).Select(previous => nodes[previous]);
            nodes[place] = passed.Add(ways.DefaultIfEmpty(Ancestry.None).Aggregate(passed.Common));
        }

        return
        [
            .. Drawn.Where(connection => _isBackward[connection.Index]
                && !passed.IsWithin(nodes[Place(connection.Source)], nodes[Place(connection.Target)])),
        ];
    }
}
