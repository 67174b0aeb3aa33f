using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas.Planning;

/// <summary>Flowcharts.</summary>
public sealed partial class Planner
{
    private const string Failed = "Failed";

    /// <summary>Whether something runs.</summary>
    private enum Chance
    {
        Never,
        Perhaps,
        Surely,
    }

    /// <summary>Every activity that is reached when all goes well, or as it went before, once, after those that lead to it.</summary>
    private void Chart(Flowchart chart, bool conditional, string items)
    {
        if (chart.Start is null)
            return;

        var reached = Reached(chart);
        var missing = reached.ToDictionary(
            activity => activity,
            activity => chart.Connections.Count(
                edge => edge.Target == activity && GoesOn(edge) && reached.Contains(edge.Source)));
        var chances = new Dictionary<Activity, Chance> { [chart.Start] = Chance.Surely };
        var ready = new Queue<Activity>([chart.Start]);
        while (ready.TryDequeue(out var activity))
        {
            var chance = chances.GetValueOrDefault(activity);
            var outcome = chance == Chance.Never ? null : WalkInChart(activity, conditional, chance, items);
            foreach (var edge in chart.From(activity).Where(GoesOn))
            {
                var along = Along(edge, chance, outcome);
                if (along > chances.GetValueOrDefault(edge.Target))
                    chances[edge.Target] = along;
                if (--missing[edge.Target] == 0)
                    ready.Enqueue(edge.Target);
            }
        }
    }

    /// <summary>Gives the outcome where that is known before anything has run.</summary>
    private string? WalkInChart(Activity activity, bool conditional, Chance chance, string items)
    {
        if (activity is FlowDecision decision)
            return Evaluate(decision.Condition, decision, "condition") is { IsKnown: true } known
                ? known.Shown.AsBoolean ? "True" : "False"
                : null;

        if (chance == Chance.Surely)
        {
            Walk(activity, conditional, items);
            return activity is StepActivity step && _failed.Contains(step) ? Failed : null;
        }

        Either([activity, null], conditional: true, items);
        return null;
    }

    private static Chance Along(Connection edge, Chance chance, string? outcome)
    {
        if (edge.Port is null or "Done" or Failed)
            return edge.Port == Failed == (outcome == Failed) ? chance : Chance.Never;

        return outcome is null ? (chance < Chance.Perhaps ? chance : Chance.Perhaps)
            : edge.Port == outcome ? chance
            : Chance.Never;
    }

    private HashSet<Activity> Reached(Flowchart chart)
    {
        HashSet<Activity> reached = [chart.Start!];
        var toVisit = new Queue<Activity>(reached);
        while (toVisit.TryDequeue(out var activity))
        {
            foreach (var edge in chart.From(activity).Where(edge => GoesOn(edge) && reached.Add(edge.Target)))
                toVisit.Enqueue(edge.Target);
        }

        return reached;
    }

    /// <summary>A step's way out for failures is gone only where it may be known that it has failed already.</summary>
    private bool GoesOn(Connection edge) => !edge.IsBackward && (edge.Port != Failed || MayHaveFailed(edge.Source));

    private bool MayHaveFailed(Activity activity) =>
        activity is StepActivity step && (_foresee is not null || step.Given is not null);
}
