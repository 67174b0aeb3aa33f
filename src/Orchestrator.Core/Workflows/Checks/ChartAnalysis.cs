using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>The same within a flowchart: along its connections, joins waiting for all that surely come.</summary>
internal sealed class ChartAnalysis(Flowchart chart, Func<Activity, ActivitySet> all, Func<Activity, Before, Before> walk)
{
    private readonly Dictionary<Activity, Before> _after = [];
    private readonly HashSet<Activity> _certain = [];

    public Before Run(Before before)
    {
        if (chart.Start is null)
            return before;

        var again = Again();
        _certain.Add(chart.Start);
        foreach (var activity in InOrder())
        {
            var begins = activity == chart.Start ? before : Begins(activity);
            if (again.TryGetValue(activity, out var round))
                begins = begins.MaybeAfter(round);
            _after[activity] = walk(activity, begins);
        }

        return After(before);
    }

    private Before Begins(Activity activity)
    {
        var into = chart.Connections.Where(edge => edge.Target == activity && !edge.IsBackward && _after.ContainsKey(edge.Source)).ToArray();
        var certain = into.Where(edge => _certain.Contains(edge.Source) && IsCertain(edge)).ToArray();
        if (certain.Length > 0)
            _certain.Add(activity);

        var perhaps = into.Select(edge => _after[edge.Source]).Aggregate((one, two) => one.Either(two));
        return certain.Length == 0
            ? perhaps
            : certain.Select(edge => _after[edge.Source]).Aggregate((one, two) => one.Both(two)).MaybeAfter(perhaps.Perhaps);
    }

    /// <summary>Whether it is followed whatever happens, as long as the activation goes on.</summary>
    private bool IsCertain(Connection edge) => edge.Port is null or "Done" && !chart.Handles(edge.Source, "Failed");

    private Before After(Before before)
    {
        var certain = _after.Where(one => _certain.Contains(one.Key)).Select(one => one.Value).ToArray();
        var surely = certain.Aggregate(before, (so, one) => so.Both(one));
        return _after.Values.Aggregate(surely, (so, one) => so.MaybeAfter(one.Perhaps));
    }

    private List<Activity> InOrder()
    {
        var missing = chart.Connections.Where(edge => !edge.IsBackward).GroupBy(edge => edge.Target).ToDictionary(group => group.Key, group => group.Count());
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

    /// <summary>For activities in loops: what may have run in the round before.</summary>
    private Dictionary<Activity, ActivitySet> Again()
    {
        var again = new Dictionary<Activity, ActivitySet>();
        foreach (var back in chart.Connections.Where(edge => edge.IsBackward))
        {
            var loop = From(back.Target).Intersect(To(back.Source)).ToArray();
            var ran = loop.Select(all).Aggregate((one, two) => one.Or(two));
            foreach (var activity in loop)
                again[activity] = again.TryGetValue(activity, out var before) ? before.Or(ran) : ran;
        }

        return again;
    }

    private HashSet<Activity> From(Activity start) => Spread(start, activity => chart.From(activity).Select(edge => edge.Target));

    private HashSet<Activity> To(Activity end) =>
        Spread(end, activity => chart.Connections.Where(edge => edge.Target == activity).Select(edge => edge.Source));

    private static HashSet<Activity> Spread(Activity start, Func<Activity, IEnumerable<Activity>> next)
    {
        HashSet<Activity> seen = [start];
        var queue = new Queue<Activity>(seen);
        while (queue.TryDequeue(out var activity))
        {
            foreach (var one in next(activity).Where(seen.Add))
                queue.Enqueue(one);
        }

        return seen;
    }
}
