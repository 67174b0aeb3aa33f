using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>
/// What may have ended before each of a flowchart's activities begins, in the same round or, in loops, in one before.
/// </summary>
/// <param name="chart">The flowchart.</param>
/// <param name="none">The set of none of those asked about.</param>
/// <param name="within">Those that are an activity or within it.</param>
internal sealed class ChartTimes(Flowchart chart, ActivitySet none, Func<Activity, ActivitySet> within)
{
    private readonly StrongComponent[] _components = [.. StrongComponents.Find(chart, _ => true)];
    private readonly Dictionary<Activity, ActivitySet> _onward = [];

    /// <summary>All that does not come after an activity, or instead of it.</summary>
    public Dictionary<Activity, ActivitySet> FindPerhaps(IReadOnlyList<Activity> order, ChartRegions regions)
    {
        FindOnward();
        var exclusive = regions.FindExclusive(within, none);
        var earlier = FindEarlierRounds();
        var all = order.Aggregate(none, (so, activity) => so.Or(within(activity)));
        return order.ToDictionary(activity => activity, activity => all
            .Except(_onward[activity])
            .Except(exclusive[regions.Of(activity)])
            .Or(earlier.GetValueOrDefault(activity, none)));
    }

    /// <summary>All that an activity leads to, itself included.</summary>
    private void FindOnward()
    {
        foreach (var component in _components)
        {
            var all = Next(component)
                .Where(_onward.ContainsKey)
                .Select(next => _onward[next])
                .Concat(component.Activities.Select(within))
                .Aggregate((one, two) => one.Or(two));
            foreach (var activity in component.Activities)
                _onward[activity] = all;
        }
    }

    /// <summary>
    /// For activities in loops or behind them: all that the loop leads to may have run in a round before.
    /// </summary>
    private Dictionary<Activity, ActivitySet> FindEarlierRounds()
    {
        var earlier = new Dictionary<Activity, ActivitySet>();
        if (!Array.Exists(_components, component => component.IsLoop))
            return earlier;

        foreach (var component in _components.Reverse())
        {
            var rounds = component.Activities.Aggregate(
                component.IsLoop ? _onward[component.Activities[0]] : none,
                (so, activity) => so.Or(earlier.GetValueOrDefault(activity, none)));
            foreach (var activity in component.Activities.Concat(Next(component)))
                earlier[activity] = earlier.GetValueOrDefault(activity, none).Or(rounds);
        }

        return earlier;
    }

    private IEnumerable<Activity> Next(StrongComponent component) =>
        component.Activities.SelectMany(chart.From).Select(edge => edge.Target);
}
