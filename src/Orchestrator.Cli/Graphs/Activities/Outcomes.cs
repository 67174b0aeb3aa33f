using System.Text.Json;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>The outcomes that an activity is known to have; Done is the empty one, which needs no words.</summary>
internal static class Outcomes
{
    /// <param name="activity">From the definition.</param>
    /// <param name="connected">Outcomes that a connection leads on from.</param>
    public static IEnumerable<string> Of(JsonElement activity, IReadOnlySet<string> connected) =>
        activity.ActivityType() switch
        {
            "FlowDecision" => ["True", "False"],
            "FlowSwitch" => [.. activity.Items("cases").Select(branch => Boxes.Label(branch.Text("label"))), "Default"],

            // Failed may be connected, or left to the step's onFailure: the step goes on from Done all the same.
            "Step" => [""],

            // Others may give outcomes of their own instead of Done.
            _ => connected.Count == 0 ? [""] : [],
        };
}
