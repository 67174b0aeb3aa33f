using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>The regions of a flowchart's activities and connections.</summary>
internal sealed class ChartRegions
{
    private readonly Regions _regions = new();
    private readonly Dictionary<Activity, int> _region = [];
    private readonly Dictionary<Activity, (int Done, int Failed)> _ways = [];
    private readonly Dictionary<(Activity Source, string Port), int> _ports = [];

    /// <param name="chart">The flowchart.</param>
    /// <param name="order">What is reached of it, each activity behind all that lead to it.</param>
    /// <param name="into">The forward connections, by their targets.</param>
    public ChartRegions(Flowchart chart, IEnumerable<Activity> order, ILookup<Activity, Connection> into)
    {
        var handled = Handled(chart);
        foreach (var activity in order)
        {
            var region = activity == chart.Start ? Regions.Root : _regions.Join(into[activity].Select(Of));
            _region[activity] = region;
            _ways[activity] = handled.Contains(activity) ? _regions.Fork(region) : (region, region);
            AddPorts(chart, activity, region);
        }
    }

    /// <summary>The activities whose failure the flowchart takes care of.</summary>
    public static HashSet<Activity> Handled(Flowchart chart) =>
        [.. chart.Connections.Where(edge => edge.Port == "Failed").Select(edge => edge.Source)];

    /// <summary>An outcome that need not come has a region of its own; of a decision's two exactly one comes.</summary>
    private void AddPorts(Flowchart chart, Activity activity, int region)
    {
        if (activity is FlowDecision)
        {
            (_ports[(activity, "True")], _ports[(activity, "False")]) = _regions.Fork(region);
            return;
        }

        foreach (var edge in chart.From(activity))
        {
            if (edge.Port is not (null or "Done" or "Failed") && !_ports.ContainsKey((activity, edge.Port)))
                _ports.Add((activity, edge.Port), _regions.Fork(region).Done);
        }
    }

    public int Of(Activity activity) => _region[activity];

    /// <summary>What runs when a connection is followed.</summary>
    public int Of(Connection edge) => edge.Port is { } port && _ports.TryGetValue(
        (edge.Source, port),
        out var own) ? own : edge.Port == "Failed" ? _ways[edge.Source].Failed : _ways[edge.Source].Done;

    /// <summary>Whether an activity is surely done when the flowchart has ended.</summary>
    public bool IsSurelyDone(Activity activity) => _ways[activity].Done == Regions.Root;

    /// <summary>For every region what does not run in the same round.</summary>
    /// <param name="within">Those asked about that are an activity or within it.</param>
    /// <param name="none">The set of none of them.</param>
    public ActivitySet[] FindExclusive(Func<Activity, ActivitySet> within, ActivitySet none)
    {
        var inside = Enumerable.Repeat(none, _regions.Count).ToArray();
        foreach (var (activity, region) in _region)
            inside[region] = inside[region].Or(within(activity));
        for (var region = inside.Length - 1; region > Regions.Root; region--)
            inside[_regions.Around(region)] = inside[_regions.Around(region)].Or(inside[region]);

        var exclusive = Enumerable.Repeat(none, _regions.Count).ToArray();
        for (var region = 1; region < exclusive.Length; region++)
        {
            exclusive[region] = exclusive[_regions.Around(region)];
            if (_regions.Other(region) is { } other)
                exclusive[region] = exclusive[region].Or(inside[other]);
        }

        return exclusive;
    }
}
