using Orchestrator.Core.Values;
using static Orchestrator.Core.Workflows.Comparing.OutlineJson;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>Variables of the workflow and of its containers, by id.</summary>
internal static class VariableComparison
{
    public static void Run(DefinitionOutline before, DefinitionOutline after, Changes changes)
    {
        var (earlier, later) = (All(before), All(after));
        foreach (var (id, variable) in later)
        {
            if (!earlier.TryGetValue(id, out var known))
                changes.Added(ChangeArea.Activities, id, $"variable '{NameOf(variable)}' ({TypeOf(variable)})");
            else
                Compare(id, known, variable, changes);
        }

        foreach (var (id, variable) in earlier.Where(one => !later.ContainsKey(one.Key)))
            changes.Removed(ChangeArea.Activities, id, $"variable '{NameOf(variable)}'");
    }

    private static void Compare(string id, Value before, Value after, Changes changes)
    {
        var name = NameOf(before);
        if (name != NameOf(after))
            changes.Changed(
                ChangeArea.Activities,
                id,
                $"variable '{name}' is called '{NameOf(after)}'",
                "Scripts find it by its new name.");
        if (TypeOf(before) != TypeOf(after))
            changes.Changed(ChangeArea.Activities, id, $"variable '{name}': type {TypeOf(before)} -> {TypeOf(after)}");
        if (before.Member("value") != after.Member("value"))
            changes.Changed(
                ChangeArea.Activities,
                id,
                $"variable '{name}': begins as {Show(before.Member("value"))} -> {Show(after.Member("value"))}");
    }

    private static string NameOf(Value variable) => variable.Member("name").AsString ?? "";

    private static string TypeOf(Value variable) =>
        (variable.Member("typeName").AsString ?? "Object") + (variable.Member("isArray").AsBoolean ? "[]" : "");

    private static Dictionary<string, Value> All(DefinitionOutline definition)
    {
        var all = new Dictionary<string, Value>(StringComparer.Ordinal);
        var lists = definition.Activities.Values.Select(activity => activity.Json).Prepend(definition.Document);
        foreach (var variable in lists.SelectMany(one => one.List("variables")))
            all.TryAdd(variable.Member("id").AsString ?? NameOf(variable), variable);

        return all;
    }
}
