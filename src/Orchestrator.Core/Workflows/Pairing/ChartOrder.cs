using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>A flowchart's activities, each behind all that lead to it.</summary>
internal sealed class ChartOrder(Flowchart chart)
{
    public IReadOnlyList<Activity> Activities { get; } = Sorted(chart);

    /// <summary>The decisions that must go one way for an activity to be reached, the innermost first.</summary>
    public IEnumerable<(FlowDecision Decision, bool Holds)> DecisionsFor(Activity activity)
    {
        foreach (var decision in Activities.OfType<FlowDecision>().Where(one => one != activity).Reverse())
        {
            var withTrue = IsReached("True", decision, activity);
            if (withTrue != IsReached("False", decision, activity))
                yield return (decision, withTrue);
        }
    }

    private bool IsReached(string port, FlowDecision decision, Activity activity)
    {
        var reached = new HashSet<Activity>();
        var next = new Stack<Activity>(chart.Start is { } start ? [start] : []);
        while (next.TryPop(out var one))
        {
            if (!reached.Add(one))
                continue;

            foreach (var edge in chart.From(one).Where(edge => one != decision || edge.Port == port))
                next.Push(edge.Target);
        }

        return reached.Contains(activity);
    }

    private static List<Activity> Sorted(Flowchart chart)
    {
        var reached = new HashSet<Activity>();
        var order = new List<Activity>();
        if (chart.Start is { } start)
            Visit(start);
        order.Reverse();
        return order;

        void Visit(Activity activity)
        {
            if (!reached.Add(activity))
                return;

            foreach (var edge in chart.From(activity).Where(edge => !edge.IsBackward))
                Visit(edge.Target);
            order.Add(activity);
        }
    }
}
