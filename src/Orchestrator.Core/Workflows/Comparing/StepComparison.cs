using Orchestrator.Core.Values;
using static Orchestrator.Core.Workflows.Comparing.OutlineJson;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>What of a step concerns undoing it, and failing.</summary>
internal static class StepComparison
{
    public static void Added(OutlineActivity step, Changes changes)
    {
        changes.Added(ChangeArea.Undo, step.Id, $"{Undo(step)} undoes step '{step.Id}'");
        if (Point(step) != "none")
            changes.Added(
                ChangeArea.Undo,
                step.Id,
                $"step '{step.Id}' is a {Point(step)} point of no return",
                PointMeaning(step));
    }

    public static void Removed(OutlineActivity step, Changes changes)
    {
        changes.Removed(
            ChangeArea.Undo,
            step.Id,
            $"step '{step.Id}' is no longer done, nor undone",
            "Where it was done it is still undone, by the version that did it.");
        if (Point(step) != "none")
            changes.Removed(
                ChangeArea.Undo,
                step.Id,
                $"the {Point(step)} point of no return at step '{step.Id}'",
                "What is before it can be undone to the end, or to the next such point.");
    }

    public static void Compare(OutlineActivity before, OutlineActivity after, Changes changes)
    {
        if (before["compensation"] != after["compensation"])
            changes.Changed(
                ChangeArea.Undo,
                after.Id,
                $"{Undo(after)} undoes step '{after.Id}', and it was {Undo(before)}",
                "What was done before is undone as was agreed then.");
        if (Point(before) != Point(after))
            changes.Changed(
                ChangeArea.Undo,
                after.Id,
                $"step '{after.Id}': point of no return {Point(before)} -> {Point(after)}",
                PointMeaning(after));
        if (before["penalty"] != after["penalty"])
            changes.Changed(
                ChangeArea.Undo,
                after.Id,
                $"step '{after.Id}': penalty {Show(before["penalty"])} -> {Show(after["penalty"])}");
        if (OnFailure(before) != OnFailure(after))
            changes.Changed(
                ChangeArea.Undo,
                after.Id,
                $"step '{after.Id}': on failure {OnFailure(before)} -> {OnFailure(after)}",
                FailureMeaning(OnFailure(after)));
    }

    private static string Undo(OutlineActivity step)
    {
        var compensation = step["compensation"];
        if (compensation.Member("operation").AsString is not { } operation)
        {
            var isNone = compensation.AsString?.ToUpperInvariant() == "NONE";
            return isNone ? "nothing" : "the adapter's inverse, if it has one";
        }

        var input = compensation.Member("input");
        return input.IsNull ? $"{operation} with what the step was given and gave" : $"{operation} with {Show(input)}";
    }

    private static string Point(OutlineActivity step) => step["pointOfNoReturn"].AsString?.ToUpperInvariant() switch
    {
        "HARD" => "hard",
        "SOFT" => "soft",
        _ => "none",
    };

    private static string PointMeaning(OutlineActivity step) => Point(step) switch
    {
        "hard" => "Once it is done, nothing up to it is undone any more; a failure after it falls out or is retried.",
        "soft" => "Once it is done, rolling back needs force, and says its penalty.",
        _ => "Rolling back undoes it, and what is before it.",
    };

    private static string OnFailure(OutlineActivity step) => step["onFailure"].AsString?.ToUpperInvariant() switch
    {
        "FALLOUT" => "fallOut",
        "CONTINUE" => "continue",
        _ => "rollBack",
    };

    private static string FailureMeaning(string onFailure) => onFailure switch
    {
        "fallOut" => "A person decides; until then the activation stands.",
        "continue" => "The flow goes on as if it had not been there.",
        _ => "The activation is rolled back without a person.",
    };
}
