namespace Orchestrator.Core.Shards;

/// <summary>
/// Who is in one lane, who waits for it, and when calls began in it. A step that is in it has a turn for each call; in
/// a lane with a rate it waits for every one of them.
/// </summary>
/// <param name="rule">What holds in it.</param>
/// <param name="knownFrom">What began before is not known: it is taken for as much as may begin.</param>
internal sealed class Lane(LaneRule rule, DateTimeOffset knownFrom)
{
    private readonly Dictionary<LaneUser, (int Turn, DateTimeOffset Given)> _inside = new(1);
    private readonly SortedSet<(DateTimeOffset Since, LaneUser User)> _waiting = [];
    private readonly Dictionary<LaneUser, (DateTimeOffset Since, int Turn)> _places = [];

    /// <summary>In it, and waiting for their next call: before those who are not.</summary>
    private readonly List<(LaneUser User, int Turn)> _again = [];

    /// <summary>When calls began, of the last period, oldest first.</summary>
    private readonly List<DateTimeOffset> _begins = [];

    /// <summary>The timer that is set for it; null for none.</summary>
    public DateTimeOffset? Timer { get; set; }

    public bool IsEmpty => _inside.Count == 0 && _places.Count == 0 && _begins.Count == 0;

    /// <summary>When something may begin by time alone, or what began is forgotten; null: neither.</summary>
    public DateTimeOffset? NextTime
    {
        get
        {
            if (rule.Rate is not { } rate)
                return null;
            if (_again.Count > 0 || (_places.Count > 0 && HasRoom))
                return ReadyAt(rate);

            return _inside.Count == 0 && _places.Count == 0 && _begins.Count > 0 ? _begins[^1] + rate.Period : null;
        }
    }

    private bool HasRoom => _inside.Count < rule.Width;

    /// <summary>Has had the lane before: it is in it, however many others are.</summary>
    public void Restore(LaneUser user) => _inside[user] = (0, DateTimeOffset.MinValue);

    /// <summary>Takes the turn, or waits for it.</summary>
    public bool TryTake(LaneUser user, int turn, DateTimeOffset since, DateTimeOffset now)
    {
        if (_inside.TryGetValue(user, out var inside))
            return TryGoOn(user, turn, inside, now);

        // Whoever waits already keeps the place; a second one would be given the lane when the first has left it.
        if (_places.ContainsKey(user))
            return false;

        if (_places.Count == 0 && _again.Count == 0 && HasRoom && TryBegin(now))
        {
            _inside.Add(user, (turn, now));
            return true;
        }

        _places.Add(user, (since, turn));
        _waiting.Add((since, user));
        return false;
    }

    /// <summary>Leaves the lane, or its queue.</summary>
    public void Leave(LaneUser user)
    {
        _inside.Remove(user);
        _again.RemoveAll(one => one.User == user);
        if (_places.Remove(user, out var place))
            _waiting.Remove((place.Since, user));
    }

    /// <summary>Whose turn it is now; null: nobody's.</summary>
    public LaneUser? Next(DateTimeOffset now)
    {
        if (_again.Count > 0)
        {
            var (again, turn) = _again[0];
            if (!TryBegin(now))
                return null;

            _again.RemoveAt(0);
            _inside[again] = (turn, now);
            return again;
        }

        if (_waiting.Count == 0 || !HasRoom || !TryBegin(now))
            return null;

        var first = _waiting.Min;
        _waiting.Remove(first);
        _places.Remove(first.User, out var place);
        _inside.Add(first.User, (place.Turn, now));
        return first.User;
    }

    /// <summary>Forgets what began too long ago to count.</summary>
    public void Forget(DateTimeOffset now)
    {
        if (rule.Rate is { } rate)
            _begins.RemoveRange(0, Math.Max(0, _begins.FindLastIndex(began => began <= now - rate.Period) + 1));
    }

    private bool TryGoOn(LaneUser user, int turn, (int Turn, DateTimeOffset Given) inside, DateTimeOffset now)
    {
        if (rule.Rate is not { } rate)
            return true;

        // Given to one that could not begin just then: it counts from when it does.
        if (inside.Turn == turn && inside.Given > now - rate.Period && _begins.Remove(inside.Given))
        {
            _begins.Add(now);
            _inside[user] = (turn, now);
            return true;
        }

        if (_again.Exists(one => one.User == user))
            return false;

        if (_again.Count == 0 && TryBegin(now))
        {
            _inside[user] = (turn, now);
            return true;
        }

        _again.Add((user, turn));
        return false;
    }

    private bool TryBegin(DateTimeOffset now)
    {
        if (rule.Rate is not { } rate)
            return true;

        Forget(now);
        if (ReadyAt(rate) > now)
            return false;

        _begins.Add(now);
        return true;
    }

    private DateTimeOffset ReadyAt(LaneRate rate)
    {
        var known = knownFrom == DateTimeOffset.MinValue ? knownFrom : knownFrom + rate.Period;
        return _begins.Count < rate.Calls ? known : Max(known, _begins[^rate.Calls] + rate.Period);
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>A step of an activation, as the user of a lane.</summary>
internal readonly record struct LaneUser(long Activation, string Step) : IComparable<LaneUser>
{
    public int CompareTo(LaneUser other) =>
        Activation != other.Activation
            ? Activation.CompareTo(other.Activation)
            : string.CompareOrdinal(Step, other.Step);
}
