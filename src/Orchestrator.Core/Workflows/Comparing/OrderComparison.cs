using Orchestrator.Core.Values;
using static Orchestrator.Core.Workflows.Comparing.OutlineJson;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>Inputs, outputs and what else an order notices.</summary>
internal static class OrderComparison
{
    public static void Run(DefinitionOutline before, DefinitionOutline after, Changes changes)
    {
        var (earlier, later) = (Named(before, "inputs"), Named(after, "inputs"));
        foreach (var (name, input) in later)
        {
            if (earlier.TryGetValue(name, out var known))
                CompareInput(name, known, input, changes);
            else
                changes.Added(
                    ChangeArea.Orders,
                    name,
                    $"input '{name}' ({TypeOf(input)}){(IsRequired(input) ? ", required" : "")}",
                    Refusal(input));
        }

        foreach (var name in earlier.Keys.Except(later.Keys))
            changes.Removed(
                ChangeArea.Orders,
                name,
                $"input '{name}'",
                "An order may still bring it; no declaration converts or checks it.");

        var (given, gives) = (Named(before, "outputs"), Named(after, "outputs"));
        foreach (var name in gives.Keys.Except(given.Keys))
            changes.Added(ChangeArea.Orders, name, $"output '{name}'");
        foreach (var name in given.Keys.Except(gives.Keys))
            changes.Removed(
                ChangeArea.Orders,
                name,
                $"output '{name}'",
                "Who reads it from activations of the new version finds nothing.");

        Compare("onDueTime", "a passed due time", "continue", before, after, changes);
        Compare("failurePolicy", "failures", "steps", before, after, changes);
    }

    private static void CompareInput(string name, Value before, Value after, Changes changes)
    {
        var (was, becomes) = (TypeOf(before), TypeOf(after));
        if (was != becomes)
            changes.Changed(
                ChangeArea.Orders,
                name,
                $"input '{name}': type {was} -> {becomes}",
                "What an order brings is converted to the new type.");
        if (!IsRequired(before) && IsRequired(after))
            changes.Changed(ChangeArea.Orders, name, $"input '{name}' is now required", Refusal(after));
        if (IsRequired(before) && !IsRequired(after))
            changes.Changed(ChangeArea.Orders, name, $"input '{name}' is no longer required");
        if (IsSensitive(before) != IsSensitive(after))
            CompareSecrecy(name, IsSensitive(after), changes);
        var (initially, now) = (Extra(before, "defaultValue"), Extra(after, "defaultValue"));
        if (initially != now)
            changes.Changed(ChangeArea.Orders, name, $"input '{name}': default {Show(initially)} -> {Show(now)}");
    }

    private static void CompareSecrecy(string name, bool isSensitive, Changes changes) =>
        changes.Changed(
            ChangeArea.Orders,
            name,
            $"input '{name}' is {(isSensitive ? "now" : "no longer")} sensitive",
            isSensitive ? "Values of earlier activations stay as they were kept." : "It is kept and shown in clear.");

    private static void Compare(
        string property, string what, string otherwise, DefinitionOutline before, DefinitionOutline after, Changes changes)
    {
        var was = before.Document.Member("customProperties").Member(property).AsString ?? otherwise;
        var becomes = after.Document.Member("customProperties").Member(property).AsString ?? otherwise;
        if (!was.Equals(becomes, StringComparison.OrdinalIgnoreCase))
            changes.Changed(ChangeArea.Orders, "", $"{what}: {was} -> {becomes}");
    }

    private static string Refusal(Value input) => IsRequired(input)
        ? "An order without it is refused: clients must send it before this version is published."
        : "";

    private static string TypeOf(Value declaration) =>
        (declaration.Member("type").AsString ?? "Object") + (declaration.Member("isArray").AsBoolean ? "[]" : "");

    private static bool IsRequired(Value input) => Extra(input, "required").AsBoolean;

    private static bool IsSensitive(Value input) => Extra(input, "sensitive").AsBoolean;

    private static Value Extra(Value input, string name) =>
        input.Member(name) is { IsNull: false } own ? own : input.Member("customProperties").Member(name);

    private static Dictionary<string, Value> Named(DefinitionOutline definition, string list)
    {
        var named = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var one in definition.Document.List(list))
        {
            if (one.Member("name").AsString is { Length: > 0 } name)
                named.TryAdd(name, one);
        }

        return named;
    }
}
