namespace Orchestrator.Core.Shards;

/// <summary>
/// Who is in which lane: at most one step each, first come first served. Not durable itself: it follows from the
/// activations' states, and is made anew when they are loaded.
/// </summary>
internal sealed class LaneTable
{
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>
    /// Kept where all nodes see them: a lane is then taken here only by whom it was granted to there.
    /// </summary>
    public bool IsShared { get; private set; }

    /// <summary>What was known here is told to the others; from now on it is granted there.</summary>
    public void Share()
    {
        _lanes.Clear();
        IsShared = true;
    }

    public void Grant(string name, LaneUser user) => _lanes[name] = new Lane(user);

    /// <summary>Takes the lane or joins its queue; true also for the one who has it already.</summary>
    public bool TryTake(string name, LaneUser user, DateTimeOffset since)
    {
        if (IsShared)
            return _lanes.TryGetValue(name, out var granted) && granted.Holder == user;

        if (!_lanes.TryGetValue(name, out var lane))
        {
            _lanes.Add(name, new Lane(user));
            return true;
        }

        if (lane.Holder == user)
            return true;

        // Whoever waits already keeps the place; a second one would be given the lane when the first has left it.
        if (lane.Since.TryAdd(user, since))
            lane.Waiting.Add((since, user));
        return false;
    }

    /// <summary>Leaves the lane, or its queue; gives the one whose turn it is now, if that changed.</summary>
    public LaneUser? Leave(string name, LaneUser user)
    {
        if (!_lanes.TryGetValue(name, out var lane))
            return null;

        if (lane.Holder != user)
        {
            if (lane.Since.Remove(user, out var since))
                lane.Waiting.Remove((since, user));
            return null;
        }

        if (lane.Waiting.Count == 0)
        {
            _lanes.Remove(name);
            return null;
        }

        var next = lane.Waiting.Min;
        lane.Waiting.Remove(next);
        lane.Since.Remove(next.User);
        lane.Holder = next.User;
        return next.User;
    }

    private sealed class Lane(LaneUser holder)
    {
        public LaneUser Holder { get; set; } = holder;

        public SortedSet<(DateTimeOffset Since, LaneUser User)> Waiting { get; } = [];

        /// <summary>Since when each of those waits.</summary>
        public Dictionary<LaneUser, DateTimeOffset> Since { get; } = [];
    }
}

/// <summary>A step of an activation, as the user of a lane.</summary>
internal readonly record struct LaneUser(long Activation, string Step) : IComparable<LaneUser>
{
    public int CompareTo(LaneUser other) =>
        Activation != other.Activation
            ? Activation.CompareTo(other.Activation)
            : string.CompareOrdinal(Step, other.Step);
}
