namespace Orchestrator.Core.Workflows.Reading;

/// <summary>
/// A graph without cycles, to which edges are added one by one: one that would close a cycle is refused. The nodes are
/// kept in an order in which every edge leads onward, so that most edges are known to be right without a search (Pearce
/// and Kelly's way).
/// </summary>
internal sealed class ForwardGraph(int nodes)
{
    private readonly List<int>[] _next = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
    private readonly List<int>[] _previous = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
    private readonly int[] _place = [.. Enumerable.Repeat(-1, nodes)];
    private readonly List<int> _order = [];

    /// <summary>The nodes that were entered, each behind all that lead to it.</summary>
    public IReadOnlyList<int> Order => _order;

    public IReadOnlyList<int> Previous(int node) => _previous[node];

    /// <summary>A node that nothing leads to yet takes its place at the end.</summary>
    public void Enter(int node)
    {
        _place[node] = _order.Count;
        _order.Add(node);
    }

    /// <summary>False where the target leads to the source.</summary>
    public bool TryAdd(int source, int target)
    {
        if (source == target || (_place[target] < _place[source] && !TryReorder(source, target)))
            return false;

        _next[source].Add(target);
        _previous[target].Add(source);
        return true;
    }

    /// <summary>
    /// Puts what the target leads to behind what leads to the source; only what lies between the two is looked at.
    /// </summary>
    private bool TryReorder(int source, int target)
    {
        var behind = Spread(target, _next, place => place <= _place[source]);
        if (behind.Contains(source))
            return false;

        var ahead = Spread(source, _previous, place => place >= _place[target]);
        var places = ahead.Concat(behind).Select(node => _place[node]).Order().ToArray();
        var sorted = Sorted(ahead).Concat(Sorted(behind)).ToArray();
        for (var index = 0; index < sorted.Length; index++)
        {
            _order[places[index]] = sorted[index];
            _place[sorted[index]] = places[index];
        }

        return true;
    }

    private IEnumerable<int> Sorted(HashSet<int> nodes) => nodes.OrderBy(node => _place[node]);

    private HashSet<int> Spread(int start, List<int>[] edges, Func<int, bool> isBetween)
    {
        HashSet<int> seen = [start];
        var stack = new Stack<int>(seen);
        while (stack.TryPop(out var node))
        {
            foreach (var next in edges[node])
            {
                if (isBetween(_place[next]) && seen.Add(next))
                    stack.Push(next);
            }
        }

        return seen;
    }
}
