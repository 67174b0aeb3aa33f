namespace Orchestrator.Core.Shards;

/// <summary>
/// Who is in which lane: never more than its width, first come first served, and calls begin no oftener than its rate
/// says. Not durable itself: who is in a lane follows from the activations' states, and what began before this table
/// was made is not known.
/// </summary>
internal sealed class LaneTable(LaneRules rules)
{
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _timers = new();

    /// <summary>While lanes are kept elsewhere: the turns that were given there.</summary>
    private readonly Dictionary<(string Lane, LaneUser User), int> _granted = [];

    /// <summary>
    /// Kept where all nodes see them: a lane is then taken here only by whom it was granted to there.
    /// </summary>
    public bool IsShared { get; private set; }

    /// <summary>Others may have begun something before then.</summary>
    public DateTimeOffset KnownFrom { get; set; }

    /// <summary>When <see cref="Tick"/> is due; null: not before something else happens.</summary>
    public DateTimeOffset? NextWake => _timers.TryPeek(out _, out var time) ? time : null;

    public LaneRule RuleOf(string name) => rules.Of(name);

    /// <summary>What was known here is told to the others; from now on it is granted there.</summary>
    public void Share()
    {
        _lanes.Clear();
        _timers.Clear();
        IsShared = true;
    }

    /// <summary>It was granted where all nodes see it.</summary>
    public void Grant(string name, LaneUser user, int turn) => _granted[(name, user)] = turn;

    /// <summary>Has been in it before this table was made, and has the right to no further call.</summary>
    public void Restore(string name, LaneUser user)
    {
        if (IsShared)
            Grant(name, user, 0);
        else
            Get(name).Restore(user);
    }

    /// <summary>Takes a turn in the lane or waits for it; true also for the one who has it already.</summary>
    public bool TryTake(string name, LaneUser user, int turn, DateTimeOffset since, DateTimeOffset now)
    {
        if (IsShared)
            return _granted.TryGetValue((name, user), out var granted)
                && (granted == turn || RuleOf(name).Rate is null);

        var lane = Get(name);
        var taken = lane.TryTake(user, turn, since, now);
        Rest(name, lane);
        return taken;
    }

    /// <summary>Leaves the lane, or its queue.</summary>
    /// <returns>Those whose turn it is now.</returns>
    public IReadOnlyList<LaneUser> Leave(string name, LaneUser user, DateTimeOffset now)
    {
        if (IsShared)
        {
            _granted.Remove((name, user));
            return [];
        }

        if (!_lanes.TryGetValue(name, out var lane))
            return [];

        lane.Leave(user);
        return Settle(name, lane, now);
    }

    /// <summary>Time has passed.</summary>
    /// <returns>Those whose turn it is now.</returns>
    public IReadOnlyList<LaneUser> Tick(DateTimeOffset now)
    {
        List<LaneUser>? next = null;
        while (_timers.TryPeek(out var name, out var time) && time <= now)
        {
            _timers.Dequeue();
            if (!_lanes.TryGetValue(name, out var lane) || lane.Timer != time)
                continue;

            lane.Timer = null;
            lane.Forget(now);
            (next ??= []).AddRange(Settle(name, lane, now));
        }

        return next ?? [];
    }

    private Lane Get(string name)
    {
        if (!_lanes.TryGetValue(name, out var lane))
            _lanes.Add(name, lane = new Lane(RuleOf(name), KnownFrom));
        return lane;
    }

    private List<LaneUser> Settle(string name, Lane lane, DateTimeOffset now)
    {
        var next = new List<LaneUser>(1);
        while (lane.Next(now) is { } user)
            next.Add(user);
        if (lane.IsEmpty)
            _lanes.Remove(name);
        else
            Rest(name, lane);
        return next;
    }

    private void Rest(string name, Lane lane)
    {
        if (lane.NextTime is not { } time || lane.Timer <= time)
            return;

        lane.Timer = time;
        _timers.Enqueue(name, time);
    }
}
