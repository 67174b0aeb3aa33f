using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>Where activities stand, and how they are connected.</summary>
internal static class FlowComparison
{
    private const string Undoing = "Undoing goes in reverse order of completion, and so changes with it.";

    public static void Run(DefinitionOutline before, DefinitionOutline after, Changes changes)
    {
        foreach (var activity in after.Activities.Values)
        {
            if (before.Activities.TryGetValue(activity.Id, out var known) && known.Parent != activity.Parent)
                changes.Changed(
                    ChangeArea.Flow,
                    activity.Id,
                    $"'{activity.Id}' is in '{activity.Parent}', and was in '{known.Parent}'",
                    Undoing);
            if (known is not null)
                CompareOrder(known, activity, changes);
        }

        var (earlier, later) = (Connections(before), Connections(after));
        foreach (var connection in later.Where(one => !earlier.Contains(one)))
            changes.Added(ChangeArea.Flow, connection.Source, Show(connection));
        foreach (var connection in earlier.Where(one => !later.Contains(one)))
            changes.Removed(ChangeArea.Flow, connection.Source, Show(connection));
    }

    /// <summary>Of the children that both have, whether they come in another order.</summary>
    private static void CompareOrder(OutlineActivity before, OutlineActivity after, Changes changes)
    {
        var was = before.Children.Where(after.Children.Contains).ToList();
        var becomes = after.Children.Where(before.Children.Contains).ToList();
        if (!was.SequenceEqual(becomes) && !IsFlowchart(after))
            changes.Changed(
                ChangeArea.Flow,
                after.Id,
                $"'{after.Id}' has another order: {Show(becomes)}; it was {Show(was)}",
                Undoing);
    }

    private static bool IsFlowchart(OutlineActivity activity) => activity.Type == "Elsa.Flowchart";

    private static string Show(IEnumerable<string> ids) => string.Join(", ", ids);

    private static string Show((string Source, string Port, string Target) one) =>
        $"'{one.Source}' --{one.Port}--> '{one.Target}'";

    private static List<(string Source, string Port, string Target)> Connections(DefinitionOutline definition) =>
        [.. definition.Activities.Values
            .SelectMany(activity => activity.Json.List("connections"))
            .Select(one => (
                End(one.Member("source")),
                Port(one),
                End(one.Member("target"))))
            .Distinct()];

    private static string Port(Value connection)
    {
        var port = connection.Member("source").Member("port").AsString ?? connection.Member("sourcePort").AsString;
        return string.IsNullOrEmpty(port) ? "Done" : port;
    }

    private static string End(Value end) => end.AsString ?? end.Member("activity").AsString ?? "";
}
