using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>
/// The strong components of a directed graph: in one component are those nodes that each lead to each other (Tarjan's
/// way, without recursion, so that no graph is too deep).
/// </summary>
internal sealed class StrongComponents
{
    private readonly IReadOnlyList<int>[] _next;
    private readonly int[] _order;
    private readonly int[] _low;
    private readonly bool[] _open;
    private readonly Stack<int> _path = new();
    private int _count;
    private int _components;

    /// <param name="next">For every node the nodes that it leads to.</param>
    private StrongComponents(IReadOnlyList<int>[] next)
    {
        _next = next;
        _order = new int[next.Length];
        _low = new int[next.Length];
        _open = new bool[next.Length];
        Of = new int[next.Length];
        for (var node = 0; node < next.Length; node++)
        {
            if (_order[node] == 0)
                Visit(node);
        }
    }

    /// <summary>The number of each node's component.</summary>
    private int[] Of { get; }

    /// <summary>The components of a flowchart; each comes after all that it leads to.</summary>
    /// <param name="chart">The flowchart.</param>
    /// <param name="counts">The connections that count.</param>
    public static IEnumerable<StrongComponent> Find(Flowchart chart, Func<Connection, bool> counts)
    {
        var activities = chart.Children;
        var places = new Dictionary<Activity, int>(activities.Length);
        foreach (var activity in activities)
            places.Add(activity, places.Count);

        var next = activities
            .Select(activity => chart.From(activity).Where(counts).Select(edge => places[edge.Target]).ToArray())
            .ToArray();
        var components = new StrongComponents(next).Of;
        return activities
            .GroupBy(activity => components[places[activity]])
            .OrderBy(component => component.Key)
            .Select(component => new StrongComponent(
                [.. component],
                component.Any(activity => next[places[activity]].Any(target => components[target] == component.Key))));
    }

    private void Visit(int root)
    {
        var work = new Stack<(int Node, int Place)>([(root, 0)]);
        while (work.TryPop(out var at))
        {
            var (node, place) = at;
            if (place == 0)
                Open(node);
            else
                _low[node] = Math.Min(_low[node], _low[_next[node][place - 1]]);

            while (place < _next[node].Count && _order[_next[node][place]] != 0)
            {
                if (_open[_next[node][place]])
                    _low[node] = Math.Min(_low[node], _order[_next[node][place]]);
                place++;
            }

            if (place < _next[node].Count)
            {
                work.Push((node, place + 1));
                work.Push((_next[node][place], 0));
            }
            else if (_low[node] == _order[node])
            {
                Close(node);
            }
        }
    }

    private void Open(int node)
    {
        _order[node] = _low[node] = ++_count;
        _open[node] = true;
        _path.Push(node);
    }

    private void Close(int node)
    {
        int member;
        do
        {
            member = _path.Pop();
            _open[member] = false;
            Of[member] = _components;
        }
        while (member != node);

        _components++;
    }
}

/// <param name="Activities">In the order of the definition.</param>
/// <param name="IsLoop">Whether they lead back to themselves.</param>
internal sealed record StrongComponent(IReadOnlyList<Activity> Activities, bool IsLoop);
