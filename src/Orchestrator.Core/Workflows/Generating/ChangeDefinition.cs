using System.Text.Json.Nodes;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas.Changing;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Generating;

/// <summary>
/// Makes of a target's provisioning the change to it: what stands is given, what differs is altered, and what is not
/// needed goes when the rest is there.
/// </summary>
/// <param name="catalog">The adapters.</param>
/// <param name="record">What stands, as it is recorded: sealed where it is sensitive.</param>
/// <param name="diff">What becomes of it; its steps are found in the record by their keys.</param>
public sealed class ChangeDefinition(IAdapterCatalog catalog, ServiceRecord record, ChangeDiff diff)
{
    private readonly Dictionary<string, RecordedStep> _recorded = record.Steps.ToDictionary(step => step.Key);
    private readonly List<string> _problems = [.. diff.Problems];
    private readonly List<string> _warnings = [];

    /// <summary>Why there is none, in sentences.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What people ought to know before they start it.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <param name="from">The service's product.</param>
    /// <param name="to">The product that it becomes one of.</param>
    /// <param name="content">The definition of that one's provisioning.</param>
    /// <returns>Null where there are problems.</returns>
    public GeneratedDefinition? Make(string from, string to, string content)
    {
        var document = JsonNode.Parse(content)!.AsObject();
        var root = document["root"]!.DeepClone();
        var activities = DocumentEdit.Activities(root);
        var steps = new GeneratedSteps([.. activities.Keys, "change"]);
        EditSteps(activities);
        foreach (var wait in diff.NeedlessWaits.Where(activities.ContainsKey))
            DocumentEdit.Empty(activities[wait]);

        var first = Removals(diff.First, isFirst: true);
        var last = Removals(diff.Last, isFirst: false);
        if (_problems.Count > 0)
            return null;

        document["root"] = UndoDefinition.Sequence("change", [.. steps.Write(first), root, .. steps.Write(last)]);
        document["root"]!["metadata"] = new JsonObject { ["displayText"] = $"Change {from} to {to}" };
        document["name"] = "Change";
        document["description"] = Description(from, to);
        document["customProperties"] = Properties(document["customProperties"], $"CHANGE of {from} to {to}");
        document["inputs"] = new JsonArray(
            [.. (document["inputs"] as JsonArray ?? []).Select(input => input?.DeepClone()), GeneratedDefinition.RecordInput()]);
        return GeneratedDefinition.Of(
            $"change.{GeneratedDefinition.Part(from)}.{GeneratedDefinition.Part(to)}",
            document,
            Value.Object([.. Given()]),
            steps.Calls);
    }

    private IEnumerable<(string, Value)> Given() => diff.Kept
        .Where(kept => !kept.Was.IsPlanned)
        .Select(kept => (kept.Step, OutputOf(kept)))
        .Concat(diff.FailedBefore.Select(failed => (failed.Step, (Value)StepActivity.FailedBefore)));

    private Value OutputOf(KeptStep kept) => Standing.Of(_recorded[kept.Was.Key], record, catalog).OutputOrNone;

    private void EditSteps(Dictionary<string, JsonObject> activities)
    {
        var given = diff.Kept.Select(one => one.Activity.Id).Concat(diff.FailedBefore.Select(one => one.Activity.Id));
        foreach (var kept in given.Distinct())
        {
            if (Find(activities, kept) is not { } step)
                continue;

            step["given"] = GeneratedSteps.Script(
                "Object", $"getInput('{ServiceRecordInput.Name}').{ServiceRecordInput.Kept}");
            if (diff.Added.All(added => RecordedStep.ActivityOf(added) != kept))
                step.Remove("pointOfNoReturn");
            if (step["pointOfNoReturn"] is null)
                step.Remove("penalty");
        }

        foreach (var altered in diff.Altered.DistinctBy(one => one.Activity.Id))
        {
            if (Find(activities, altered.Activity.Id) is not { } step)
                continue;

            step["operation"] = altered.Operation;
            step.Remove("compensation");
        }
    }

    private JsonObject? Find(Dictionary<string, JsonObject> activities, string id)
    {
        if (activities.TryGetValue(id, out var step))
            return step;

        _problems.Add($"Step '{id}' has no id in its definition's document.");
        return null;
    }

    private IReadOnlyList<GeneratedCall> Removals(IReadOnlyList<RecordedStep> makers, bool isFirst)
    {
        var removals = ChangeRemovals.Of(record, [.. makers.Select(step => _recorded[step.Key])], isFirst, catalog);
        _warnings.AddRange(removals.Warnings);
        _problems.AddRange(removals.Problems);
        return removals.Calls;
    }

    private string Description(string from, string to)
    {
        var parts = new (string What, IEnumerable<string> Steps)[]
        {
            ("keeps", diff.Kept.Select(one => one.Activity.Id)),
            ("alters", diff.Altered.Select(one => one.Activity.Id)),
            ("adds", diff.Added.Select(RecordedStep.ActivityOf)),
            ("removes what was made by", diff.First.Concat(diff.Last).Select(one => one.Activity)),
        };
        var told = parts
            .Where(part => part.Steps.Any())
            .Select(part => $"{part.What} {string.Join(", ", part.Steps.Distinct())}");
        return $"Generated: change of {from} to {to}: {string.Join("; ", told.DefaultIfEmpty("changes nothing"))}.";
    }

    private static JsonObject Properties(JsonNode? given, string by)
    {
        var properties = given as JsonObject is { } own ? own.DeepClone().AsObject() : [];
        properties["failurePolicy"] = "restoreOrFinish";
        foreach (var (name, value) in GeneratedDefinition.Generated(by))
            properties[name] = value?.DeepClone();
        return properties;
    }
}
