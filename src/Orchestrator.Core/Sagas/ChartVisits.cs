using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// What a flowchart remembers of its joins: how often each connection into one was visited, and whether it was followed
/// the last time; how often each join had its turn; and how many connections are a visit ahead of their join, so that
/// none must be asked.
/// </summary>
internal sealed class ChartVisits(Flowchart chart)
{
    private readonly Dictionary<int, (int Count, bool Followed)> _connections = [];
    private readonly Dictionary<int, (int Turns, int Ahead)> _joins = [];

    public ChartVisits(Flowchart chart, IEnumerable<int[]> connections, IReadOnlyDictionary<string, int>? activities)
        : this(chart)
    {
        foreach (var visit in connections.Where(visit => chart.JoinOf(visit[0]) >= 0))
            _connections[visit[0]] = (visit[1], visit[2] == 1);
        foreach (var (activity, turns) in activities ?? new Dictionary<string, int>())
            _joins[chart.PlaceOf(activity)] = (turns, 0);
        foreach (var join in _connections.Keys.Select(chart.JoinOf).Distinct().ToArray())
            _joins[join] =
                (_joins.GetValueOrDefault(join).Turns, CountAhead(join, _joins.GetValueOrDefault(join).Turns));
    }

    public (int Count, bool Followed) Of(int connection) => _connections.GetValueOrDefault(connection);

    /// <summary>Turns of a join, and how many of its connections are ahead of it.</summary>
    public (int Turns, int Ahead) OfJoin(int place) => _joins.GetValueOrDefault(place);

    public void Apply(PathsTaken it)
    {
        foreach (var connection in it.Followed ?? [])
            Visit(connection, true);
        foreach (var connection in it.Skipped ?? [])
            Visit(connection, false);
        foreach (var activity in it.Joined ?? [])
        {
            var place = chart.PlaceOf(activity);
            var turns = _joins.GetValueOrDefault(place).Turns + 1;
            _joins[place] = (turns, CountAhead(place, turns));
        }
    }

    /// <summary>Connection, visits, and 1 where it was followed last.</summary>
    public int[][] SaveConnections() =>
        [.. _connections.Select(visit => new[] { visit.Key, visit.Value.Count, visit.Value.Followed ? 1 : 0 })];

    public Dictionary<string, int> SaveActivities() => _joins
        .Where(join => join.Value.Turns > 0)
        .ToDictionary(join => chart.Children[join.Key].Id, join => join.Value.Turns);

    private void Visit(int connection, bool followed)
    {
        var place = chart.JoinOf(connection);
        if (place < 0)
            return;

        var before = Of(connection).Count;
        _connections[connection] = (before + 1, followed);
        var (turns, ahead) = OfJoin(place);
        if (before == turns)
            _joins[place] = (turns, ahead + 1);
    }

    private int CountAhead(int place, int turns)
    {
        var ahead = 0;
        foreach (var connection in chart.Into(place))
            ahead += Of(connection.Index).Count > turns ? 1 : 0;
        return ahead;
    }
}
