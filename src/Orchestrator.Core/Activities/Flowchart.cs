using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>A connection of a flowchart.</summary>
/// <param name="Index">Its place in the definition's list.</param>
/// <param name="Source">From here,</param>
/// <param name="Port">on this outcome; null: on the default one.</param>
/// <param name="Target">to there.</param>
/// <param name="IsBackward">Whether it closes a loop, seen from the start.</param>
public sealed record Connection(int Index, Activity Source, string? Port, Activity Target, bool IsBackward)
{
    /// <summary>Whether it leads back to what not every way to its source comes by: following it is a fault.</summary>
    public bool IsInvalid { get; init; }
}

/// <summary>
/// Elsa.Flowchart, in one of two modes. By counters: an activity runs when each forward connection into it was visited
/// once more than the activity itself, and one of them was followed; it is passed over when none was. By tokens: each
/// connection that is followed holds a token until its target has run, and the target's merge mode says which tokens it
/// waits for.
/// </summary>
public sealed partial class Flowchart : Activity
{
    private readonly ImmutableArray<Activity> _activities;
    private readonly ImmutableArray<Connection> _connections;
    private readonly FrozenDictionary<string, int> _placesById;
    private readonly Connection?[] _byIndex;
    private readonly Connection[][] _from;
    private readonly Connection[][] _into;
    private readonly Connection[][] _intoAny;
    private readonly int[][] _fromIndexes;
    private readonly int[][] _intoIndexes;
    private readonly int[] _joins;
    private readonly int[][] _joinsAfter;
    private readonly BitArray?[] _before;

    public Flowchart(
        ActivityHeader header,
        ImmutableArray<Activity> activities,
        ImmutableArray<Connection> connections,
        Activity? start)
        : base(header)
    {
        (_activities, _connections, Start) = (InPlace(activities), connections, start);
        _placesById = activities.ToFrozenDictionary(one => one.Id, one => one.Place, StringComparer.Ordinal);
        _from = Group(connections, connection => connection.Source);
        _into = Group(connections.Where(connection => !connection.IsBackward), connection => connection.Target);
        _intoAny = Group(connections, connection => connection.Target);
        _fromIndexes = [.. _from.Select(IndexesOf)];
        _intoIndexes = [.. _intoAny.Select(IndexesOf)];
        _byIndex = new Connection?[connections.IsEmpty ? 0 : connections.Max(connection => connection.Index) + 1];
        _joins = new int[_byIndex.Length];
        Array.Fill(_joins, -1);
        foreach (var connection in connections)
        {
            var target = connection.Target.Place;
            _byIndex[connection.Index] = connection;
            if (connection.IsBackward || _into[target].Length <= 1)
                continue;

            _joins[connection.Index] = target;
            HasJoins = true;
        }

        _joinsAfter = [.. _from.Select(JoinsIn)];
        _before = new BitArray?[activities.Length];
    }

    public override ImmutableArray<Activity> Children => _activities;

    public ImmutableArray<Connection> Connections => _connections;

    /// <summary>Where it begins; null for an empty one.</summary>
    public Activity? Start { get; }

    /// <summary>Whether it moves tokens; else it counts visits.</summary>
    public bool MovesTokens { get; init; }

    /// <summary>Whether any activity has several forward connections into it.</summary>
    internal bool HasJoins { get; }

    /// <summary>The connections that leave an activity.</summary>
    public IReadOnlyList<Connection> From(Activity activity) => _from[activity.Place];

    /// <summary>The forward connections into the activity at a place.</summary>
    internal Connection[] Into(int place) => _into[place];

    internal int PlaceOf(string activity) => _placesById[activity];

    /// <summary>The place of the join that a connection leads to; -1 where it leads to none.</summary>
    internal int JoinOf(int connection) => connection < _joins.Length ? _joins[connection] : -1;

    /// <summary>The connection with an index; null where the definition's list has none that leads anywhere.</summary>
    internal Connection? Find(int index) => (uint)index < (uint)_byIndex.Length ? _byIndex[index] : null;

    /// <summary>The greatest index of a connection; -1 where there is none.</summary>
    internal int IndexMax => _byIndex.Length - 1;

    /// <summary>Whether several connections lead to the activity at a place, backward ones included.</summary>
    internal bool IsJoin(int place) => _intoAny[place].Length > 1;

    /// <summary>The places of such activities that the forward connections from a place lead to, one each.</summary>
    internal int[] JoinsAfter(int place) => _joinsAfter[place];

    internal override void Run(Burst burst, Turn turn)
    {
        if (Start is null)
            burst.End(this, turn.Parent);
        else
            burst.Schedule(Start, burst.Open(this, turn.Parent));
    }

    internal override bool Handles(Activity child, string outcome) =>
        _from[child.Place].Any(connection => connection.Port == outcome);

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        if (child.Activity.IsTerminal)
            burst.Close(frame);
        else if (MovesTokens)
            MoveTokens(burst, frame, child);
        else
            Count(burst, frame, child);
    }

    /// <summary>Whether a connection is followed when its source ends.</summary>
    internal static bool Follows(Connection connection, IReadOnlyList<string>? outcomes) => outcomes is null
        ? connection.Port is null or "Done"
        : connection.Port is { } port && outcomes.Contains(port);

    /// <summary>What runs before an activity, on any way to it, is cancelled: it has come by another one.</summary>
    internal void CancelBefore(Burst burst, Frame frame, Activity target)
    {
        if (frame.Children == 0)
            return;

        var before = _before[target.Place] ??= Before(target);
        var running = burst.State.Frames
            .Where(child => child.Parent == frame && child.Activity != target && before[child.Activity.Place])
            .ToArray();
        foreach (var child in running)
        {
            burst.Cancel(child);
            if (MovesTokens)
                DropTokens(burst, frame, child.Activity);
            else
                PassOver(burst, frame, child.Activity);
        }
    }

    /// <summary>What is on any way to an activity, by place.</summary>
    private BitArray Before(Activity target)
    {
        var before = new BitArray(_activities.Length);
        var toVisit = new Queue<int>([target.Place]);
        while (toVisit.TryDequeue(out var place))
        {
            foreach (var connection in _into[place])
            {
                if (before[connection.Source.Place])
                    continue;

                before[connection.Source.Place] = true;
                toVisit.Enqueue(connection.Source.Place);
            }
        }

        return before;
    }

    private void Count(Burst burst, Frame frame, Ended child)
    {
        // Mostly one thing follows another, and nothing must be counted.
        if (_from[child.Activity.Place] is [{ IsBackward: false } only]
            && only.Target is not FlowJoin && JoinOf(only.Index) < 0 && Follows(only, child.Outcomes))
        {
            burst.Emit(new PathsTaken(frame.Id, _fromIndexes[child.Activity.Place]));
            burst.Schedule(only.Target, frame);
            return;
        }

        var step = new FlowchartStep(this, burst, frame);
        step.Leave(child.Activity, child.Outcomes, isSkipped: false);
        step.Run();
        if (frame.IsIdle)
            burst.Close(frame);
    }

    private void PassOver(Burst burst, Frame frame, Activity cancelled)
    {
        var step = new FlowchartStep(this, burst, frame);
        step.Leave(cancelled, outcomes: null, isSkipped: true);
        step.Run();
    }

    private Connection[][] Group(IEnumerable<Connection> connections, Func<Connection, Activity> end)
    {
        var groups = connections.ToLookup(end);
        return [.. _activities.Select(activity => groups[activity].ToArray())];
    }

    private int[] JoinsIn(Connection[] connections) =>
        [.. connections.Where(one => !one.IsBackward && IsJoin(one.Target.Place)).Select(one => one.Target.Place)];
}
