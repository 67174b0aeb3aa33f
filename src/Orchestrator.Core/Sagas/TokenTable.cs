namespace Orchestrator.Core.Sagas;

/// <summary>
/// The tokens on the connections of a flowchart: plain ones, which wait to be used up, and blocking ones, each of which
/// takes one away.
/// </summary>
internal sealed class TokenTable
{
    private readonly SortedDictionary<int, (int Plain, int Blocking)> _counts = [];

    public TokenTable()
    {
    }

    public TokenTable(IEnumerable<int[]> saved)
    {
        foreach (var one in saved)
            _counts[one[0]] = (one[1], one[2]);
    }

    public int PlainOn(int connection) => _counts.GetValueOrDefault(connection).Plain;

    public int BlockingOn(int connection) => _counts.GetValueOrDefault(connection).Blocking;

    public bool IsBlocked(int connection) => BlockingOn(connection) > 0;

    /// <summary>Connections with plain tokens.</summary>
    public bool HasPlain
    {
        get
        {
            foreach (var (_, count) in _counts)
            {
                if (count.Plain > 0)
                    return true;
            }

            return false;
        }
    }

    public void Apply(TokensMoved it)
    {
        foreach (var connection in it.Given ?? [])
            Add(connection, 1, 0);
        foreach (var connection in it.Blocked ?? [])
            Add(connection, 0, 1);
        foreach (var connection in it.Taken ?? [])
            Add(connection, -PlainOn(connection), 0);
        foreach (var connection in it.Unblocked ?? [])
            Add(connection, 0, -1);
    }

    /// <summary>Connection, plain tokens, blocking tokens.</summary>
    public int[][] Save() => [.. _counts.Select(one => new[] { one.Key, one.Value.Plain, one.Value.Blocking })];

    private void Add(int connection, int plain, int blocking)
    {
        var before = _counts.GetValueOrDefault(connection);
        var after = (Plain: Math.Max(before.Plain + plain, 0), Blocking: Math.Max(before.Blocking + blocking, 0));
        if (after == (0, 0))
            _counts.Remove(connection);
        else
            _counts[connection] = after;
    }
}
