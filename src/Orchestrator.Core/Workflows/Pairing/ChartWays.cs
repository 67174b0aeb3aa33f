using System.Numerics;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>
/// The ways through a flowchart: its activities one after the other, each behind all that lead to it, on every way on
/// which a connection to it is followed. A connection back begins another round, after which the way goes on all the
/// same: it is not followed.
/// </summary>
internal sealed class ChartWays(WayWalk walk, IReadOnlySet<Guard> known)
{
    private const int CountMax = 4_096;

    public Ways Walk(Flowchart chart, WayPlace place, Ways before)
    {
        if (chart.Start is null)
            return before;

        var order = new ChartOrder(chart).Activities;
        var numbers = order.Select((activity, number) => (activity, number)).ToDictionary(
            one => one.activity, one => one.number);
        var ended = before.Empty();
        foreach (var (marks, trail) in before.All)
        {
            var ways = new Dictionary<(BigInteger Next, UInt128 Marks), Trail?> { [(BigInteger.One, marks)] = trail };
            for (var number = 0; number < order.Count && ways.Count <= CountMax; number++)
                ways = Pass(chart, order[number], number, numbers, place, ways, before);
            if (ways.Count > CountMax)
                ended.Add(walk.AreLeast ? marks : UInt128.MaxValue, new Trail($"{place.Of(chart)}: too many ways", trail));
            else
                foreach (var (way, last) in ways)
                    ended.Add(way.Marks, last);
        }

        return ended;
    }

    private Dictionary<(BigInteger Next, UInt128 Marks), Trail?> Pass(
        Flowchart chart,
        Activity activity,
        int number,
        Dictionary<Activity, int> numbers,
        WayPlace place,
        Dictionary<(BigInteger Next, UInt128 Marks), Trail?> ways,
        Ways none)
    {
        var after = new Dictionary<(BigInteger Next, UInt128 Marks), Trail?>();
        var bit = BigInteger.One << number;
        var outcomes = ChartOutcomes.Of(activity, chart, place, known).ToArray();
        foreach (var ((next, marks), trail) in ways)
        {
            if ((next & bit).IsZero)
            {
                after.TryAdd((next, marks), trail);
                continue;
            }

            var ends = walk.Walk(activity, place, none.One(marks, trail));
            foreach (var outcome in outcomes)
            {
                if (Targets(chart, activity, outcome, numbers) is not { } targets)
                    continue;

                foreach (var (end, last) in ends.All)
                {
                    var hasFailed = outcome.Contains(ChartOutcomes.Failed) && !walk.AreLeast;
                    var said = outcomes.Length > 1 ? new Trail($"{place.Of(activity)}: {outcome[0]}", last) : last;
                    after.TryAdd(((next & ~bit) | targets, hasFailed ? end & ~walk.MarkOf(activity, place) : end), said);
                }
            }
        }

        return after;
    }

    /// <summary>What runs next; null where the outcome only leads back.</summary>
    private static BigInteger? Targets(
        Flowchart chart, Activity activity, string[] outcome, Dictionary<Activity, int> numbers)
    {
        var followed = chart.From(activity).Where(edge => ChartOutcomes.Follows(edge, outcome)).ToArray();
        if (followed.Length > 0 && followed.All(edge => edge.IsBackward))
            return null;

        return followed.Where(edge => !edge.IsBackward && numbers.ContainsKey(edge.Target))
            .Aggregate(BigInteger.Zero, (so, edge) => so | (BigInteger.One << numbers[edge.Target]));
    }
}
