using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>The same within a flowchart: along its connections, joins waiting for all that come.</summary>
/// <param name="chart">The flowchart.</param>
/// <param name="none">The set of none of those asked about.</param>
/// <param name="within">Those that are an activity or within it.</param>
/// <param name="walk">What has ended after an activity; null where nothing goes on after it.</param>
internal sealed class ChartAnalysis(
    Flowchart chart, ActivitySet none, Func<Activity, ActivitySet> within, Func<Activity, Before, Before?> walk)
{
    private readonly ILookup<Activity, Connection> _into =
        chart.Connections.Where(edge => !edge.IsBackward).ToLookup(edge => edge.Target);

    private readonly Dictionary<Activity, Before> _begins = [];
    private readonly Dictionary<Activity, Before?> _after = [];

    public Before? Run(Before before)
    {
        if (chart.Start is null)
            return before;

        var order = InOrder();
        var regions = new ChartRegions(chart, order, _into);
        var perhaps = new ChartTimes(chart, none, within).FindPerhaps(order, regions);
        foreach (var activity in order)
        {
            if ((activity == chart.Start ? before : Begins(activity, regions)) is { } begins)
            {
                _begins[activity] = begins.MaybeAfter(perhaps[activity]);
                _after[activity] = walk(activity, _begins[activity]);
            }
        }

        return End(before, regions);
    }

    /// <summary>Null where nothing comes along any of the connections.</summary>
    private Before? Begins(Activity activity, ChartRegions regions)
    {
        var into = _into[activity].Where(edge => Along(edge) is not null).ToArray();
        var either = into.Aggregate((Before?)null, (so, edge) => so.Or(Along(edge)));

        // What runs whenever this one does has surely ended: joins wait, but for those that wait for any.
        return activity is FlowJoin || chart.MovesTokens ? either : into
            .Where(edge => regions.Of(edge) == regions.Of(activity))
            .Aggregate(either, (so, edge) => so.And(Along(edge)));
    }

    /// <summary>By the outcome Failed a step has not done what it is there for.</summary>
    private Before? Along(Connection edge) =>
        !_begins.TryGetValue(edge.Source, out var begins) ? null : edge.Port == "Failed" ? begins : _after[edge.Source];

    /// <summary>All of its activities that run have ended.</summary>
    private Before? End(Before before, ChartRegions regions)
    {
        // What ends the flowchart, or cancels, leaves the rest undone.
        var isWhole = !chart.MovesTokens && !_after.Keys.Any(activity => activity.IsTerminal || activity is FlowJoin);
        var surely = _after
            .Where(one => isWhole && regions.IsSurelyDone(one.Key))
            .Aggregate((Before?)before, (so, one) => so.And(one.Value));
        return _after.Values.Aggregate(surely, (so, one) => one is { } ended ? so?.MaybeAfter(ended.Perhaps) : so);
    }

    private List<Activity> InOrder()
    {
        var missing = _into.ToDictionary(edges => edges.Key, edges => edges.Count());
        var order = new List<Activity>();
        var ready = new Queue<Activity>([chart.Start!]);
        while (ready.TryDequeue(out var activity))
        {
            order.Add(activity);
            foreach (var edge in chart.From(activity).Where(edge => !edge.IsBackward))
            {
                if (--missing[edge.Target] == 0)
                    ready.Enqueue(edge.Target);
            }
        }

        return order;
    }
}
