using Orchestrator.Core.Values;
using static Orchestrator.Core.Workflows.Comparing.OutlineJson;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>Activities, by id: which are new, which are gone, and what changed in the others.</summary>
internal static class ActivityComparison
{
    private static readonly HashSet<string> ComparedElsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "nodeId", "name", "type", "version", "metadata", "variables", "connections", "activities", "branches",
        "compensation", "pointOfNoReturn", "penalty", "onFailure",
    };

    public static void Run(DefinitionOutline before, DefinitionOutline after, Changes changes)
    {
        foreach (var activity in after.Activities.Values)
        {
            if (!before.Activities.TryGetValue(activity.Id, out var known))
                Added(activity, changes);
            else
                Compare(known, activity, changes);
        }

        foreach (var activity in before.Activities.Values.Where(one => !after.Activities.ContainsKey(one.Id)))
            Removed(activity, changes);
        CompareLooks(before, after, changes);
    }

    private static void Added(OutlineActivity activity, Changes changes)
    {
        var where = activity.Parent.Length == 0 ? "" : $" in '{activity.Parent}'";
        changes.Added(ChangeArea.Activities, activity.Id, $"{activity.Label}{where}");
        if (activity.IsStep)
            StepComparison.Added(activity, changes);
    }

    private static void Removed(OutlineActivity activity, Changes changes)
    {
        changes.Removed(ChangeArea.Activities, activity.Id, activity.Label);
        if (activity.IsStep)
            StepComparison.Removed(activity, changes);
    }

    private static void Compare(OutlineActivity before, OutlineActivity after, Changes changes)
    {
        if (before.Type != after.Type)
        {
            changes.Changed(
                ChangeArea.Activities, after.Id, $"'{after.Id}' is a {after.Type}, and was a {before.Type}");
            return;
        }

        var names = before.Json.Members.Concat(after.Json.Members).Select(member => member.Name)
            .Where(name => !ComparedElsewhere.Contains(name))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
            CompareProperty(before, after, name, changes);
        if (after.IsStep)
            StepComparison.Compare(before, after, changes);
    }

    private static void CompareProperty(OutlineActivity before, OutlineActivity after, string name, Changes changes)
    {
        var (was, becomes) = (WithoutActivities(before[name]), WithoutActivities(after[name]));
        var label = after.IsStep ? $"step '{after.Id}'" : $"'{after.Id}'";
        foreach (var (path, left, right) in Differences(name, was, becomes))
            changes.Changed(
                ChangeArea.Activities,
                after.Id,
                $"{label}: {path} {Show(left)} -> {Show(right)}",
                Meaning(after, name));
    }

    /// <summary>Of objects, and of lists as long as each other, the parts that differ, by their paths.</summary>
    private static IEnumerable<(string Path, Value Before, Value After)> Differences(
        string path, Value before, Value after)
    {
        if (before == after)
            return [];
        if (before.Items.Length > 0 && before.Items.Length == after.Items.Length)
        {
            return before.Items.ToArray().Zip(after.Items.ToArray()).SelectMany(
                (pair, index) => Differences($"{path}[{index}]", pair.First, pair.Second));
        }

        if (!IsStructure(before) || !IsStructure(after) || (before.IsNull && after.IsNull))
            return [(path, before, after)];

        return before.Members.Concat(after.Members).Select(member => member.Name).Distinct()
            .SelectMany(name => Differences($"{path}.{name}", before[name], after[name]));
    }

    private static bool IsStructure(Value value) =>
        value.IsNull || (value.Kind == ValueKind.Object && value.Members.Count > 0 && !IsExpression(value));

    private static string Meaning(OutlineActivity activity, string property) => !activity.IsStep ? "" : property switch
    {
        "lane" =>
            "Steps in one lane wait for each other: activations of both versions meet only where the lane is the same.",
        "adapter" or "operation" =>
            "What was done under the earlier version is undone by the adapter and operation of then.",
        _ => "",
    };

    /// <summary>What is within has an entry of its own; of a case, the label and the condition remain.</summary>
    private static Value WithoutActivities(Value value) => value.Kind switch
    {
        ValueKind.Object when value.Member("type").AsString is not null && value.Member("value").IsNull => Value.Null,
        ValueKind.Object => Value.Object([.. value.Members
            .Select(member => (member.Name, Value: WithoutActivities(member.Value)))
            .Where(member => !member.Value.IsNull)]),
        ValueKind.Array => Value.Array(value.Items.ToArray().Select(WithoutActivities)),
        _ => value,
    };

    private static void CompareLooks(DefinitionOutline before, DefinitionOutline after, Changes changes)
    {
        foreach (var property in new[] { "name", "description" })
        {
            var (was, becomes) = (before.Document.Member(property), after.Document.Member(property));
            if (was != becomes)
                changes.Changed(ChangeArea.Looks, "", $"{property} {Show(was)} -> {Show(becomes)}");
        }

        var kept = after.Activities.Values.Where(one => before.Activities.ContainsKey(one.Id)).ToList();
        foreach (var activity in kept)
        {
            var (was, becomes) = (before.Activities[activity.Id].Json.Member("name"), activity.Json.Member("name"));
            if (was != becomes)
                changes.Changed(ChangeArea.Looks, activity.Id, $"'{activity.Id}': name {Show(was)} -> {Show(becomes)}");
        }

        var moved = kept.Count(one => before.Activities[one.Id].Json.Member("metadata") != one.Json.Member("metadata"));
        if (moved > 0)
            changes.Changed(ChangeArea.Looks, "", $"{moved} activities are drawn otherwise");
    }
}
