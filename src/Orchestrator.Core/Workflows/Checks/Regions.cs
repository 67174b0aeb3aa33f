using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>
/// Parts of a flowchart whose activities all run when one of them does. A region that hangs on a condition lies within
/// the one that the condition is in, and runs only when that one does; of a step whose failure has a way of its own,
/// exactly one of two regions runs.
/// </summary>
internal sealed class Regions
{
    private readonly Ancestry _within = new();
    private readonly Dictionary<int, int> _otherWays = [];

    public Regions() => _within.Add(Ancestry.None);

    /// <summary>What runs when the flowchart does.</summary>
    public static int Root => 0;

    /// <summary>Their numbers count from 0; a region comes after the one around it.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The region around one that is not the root.</summary>
    public int Around(int region) => _within.Parent(region);

    /// <summary>The region that does not run when this one does; null where there is none.</summary>
    public int? Other(int region) => _otherWays.TryGetValue(region, out var other) ? other : null;

    /// <summary>Two regions, of which one runs when the region around them does.</summary>
    public (int Done, int Failed) Fork(int around)
    {
        var (done, failed) = (Add(around), Add(around));
        _otherWays[done] = failed;
        _otherWays[failed] = done;
        return (done, failed);
    }

    /// <summary>The region of what runs when one or more of some others do.</summary>
    public int Join(IEnumerable<int> regions)
    {
        var left = WithoutForks(regions);
        var outermost = left.MinBy(_within.Depth);
        return left.All(region => _within.IsWithin(region, outermost))
            ? outermost
            : Add(left.Aggregate(_within.Common));
    }

    /// <summary>
    /// Both ways of a fork together are the region around it; those that lie deepest are put together first.
    /// </summary>
    private HashSet<int> WithoutForks(IEnumerable<int> regions)
    {
        var left = new HashSet<int>();
        var queue = new PriorityQueue<int, int>(regions.Distinct().Select(region => (region, -_within.Depth(region))));
        while (queue.TryDequeue(out var region, out _))
        {
            if (Other(region) is { } other && left.Remove(other))
                queue.Enqueue(Around(region), -_within.Depth(Around(region)));
            else
                left.Add(region);
        }

        return left;
    }

    private int Add(int around)
    {
        Count++;
        return _within.Add(around);
    }
}
