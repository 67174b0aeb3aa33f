using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>The outcomes that an activity of a flowchart can end with: which of its connections are followed together.
/// </summary>
internal static class ChartOutcomes
{
    public const string Failed = "Failed";
    private const string Done = "Done";

    public static IEnumerable<string[]> Of(Activity activity, Flowchart chart, WayPlace place, IReadOnlySet<Guard> known)
    {
        var ports = chart.From(activity).Select(edge => edge.Port ?? Done).Distinct().ToArray();
        return activity switch
        {
            FlowDecision it => Decided(place.Names.GuardOf(it.Condition), known),
            FlowSwitch it => Switched(it, ports),
            FlowFork => [[Done, .. ports]],
            StepActivity when ports.Contains(Failed) => [[Done], [Failed]],
            StepActivity => [[Done]],
            _ => ports.Append(Done).Distinct().Select(port => new[] { port }),
        };
    }

    public static bool Follows(Connection edge, string[] outcome) => outcome.Contains(edge.Port ?? Done);

    private static IEnumerable<string[]> Decided(Guard holds, IReadOnlySet<Guard> known)
    {
        if (!known.Contains(holds.Opposite))
            yield return ["True"];
        if (!known.Contains(holds))
            yield return ["False"];
    }

    /// <summary>One case, or the default; where all that hold are taken, perhaps all.</summary>
    private static IEnumerable<string[]> Switched(FlowSwitch choice, string[] ports) =>
        choice.Cases.Select(one => one.Label).Append("Default").Distinct().Select(label => new[] { label })
            .Append([.. ports.Where(port => port != "Default")]);
}
