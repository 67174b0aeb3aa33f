using System.Text.Json.Nodes;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows.Pairing;

namespace Orchestrator.Core.Workflows.Proposing;

/// <summary>The tree of activities that undoes another one: what came last goes first.</summary>
internal sealed class UndoTree
{
    private readonly KeptInputs _kept;
    private readonly Translation _translation;
    private readonly UndoSteps _steps;
    private readonly UndoIds _ids = new();
    private readonly WorkflowPlan _plan;

    public UndoTree(
        WorkflowPlan plan, IAdapterCatalog adapters, KeptInputs kept, IReadOnlySet<string> waived)
    {
        (_plan, _kept, _translation) = (plan, kept, new Translation(plan, kept));
        _steps = new UndoSteps(adapters, kept, _translation, waived, _ids);
    }

    public JsonObject Build()
    {
        var root = InOrder([.. Undo(_plan.Root)], "end");
        return (string?)root["type"] == "Elsa.Sequence" ? root : Chain([root], "end");
    }

    /// <summary>None, one, or several that follow each other.</summary>
    private IReadOnlyList<JsonObject> Undo(Activity? activity)
    {
        switch (activity)
        {
            case null:
                return [];
            case StepActivity it:
                return _steps.Undo(it) is { } step ? [step] : [];
            case Sequence or FlowNode or HttpRequest or Composite:
                return Reversed(activity.Children);
            case Flowchart it:
                return Reversed(new ChartOrder(it).Activities, one => Decided(it, one));
            case Fork or Activities.Parallel:
                return Parallel(activity);
            case If it:
                return Choose(it);
            case Switch it:
                return Choose(it);
            case ForEach it:
                return Loop(it, "Elsa.ForEach", it.Items, it.Body);
            case ParallelForEach it:
                return Loop(it, "Elsa.ParallelForEach", it.Items, it.Body);
            case While or For or BulkDispatchWorkflows:
                return Once(activity);
            default:
                return Reversed(activity.Children);
        }
    }

    private List<JsonObject> Reversed(IEnumerable<Activity> activities, Func<Activity, IReadOnlyList<JsonObject>>? undo = null)
    {
        var all = new List<JsonObject>();
        foreach (var activity in activities.Reverse())
        {
            // Two ways to the same thing, of which one was taken, are given back by one call.
            foreach (var step in (undo ?? Undo)(activity))
            {
                if (!all.Exists(other => UndoSteps.IsSameCall(other, step)))
                    all.Add(step);
            }
        }

        return all;
    }

    /// <summary>What a decision leads to stands under its condition.</summary>
    private IReadOnlyList<JsonObject> Decided(Flowchart chart, Activity activity)
    {
        var undone = Undo(activity);
        if (undone.Count == 0)
            return undone;

        foreach (var (decision, holds) in new ChartOrder(chart).DecisionsFor(activity))
        {
            var condition = ConditionOf(decision, decision.Condition, holds ? StepsIn(activity) : []);
            undone = [If(decision.Id, condition, holds ? undone : [], holds ? [] : undone)];
        }

        return undone;
    }

    private IReadOnlyList<JsonObject> Parallel(Activity activity)
    {
        var branches = activity.Children.Select(Undo).Where(branch => branch.Count > 0)
            .Select(branch => (JsonNode)InOrder(branch, activity.Id)).ToArray();
        return branches.Length switch
        {
            0 => [],
            1 => [(JsonObject)branches[0]],
            _ =>
            [
                new JsonObject
                {
                    ["id"] = _ids.Take(activity.Id),
                    ["type"] = "Elsa.Parallel",
                    ["activities"] = new JsonArray(branches),
                },
            ],
        };
    }

    private IReadOnlyList<JsonObject> Choose(If choice)
    {
        var (then, otherwise) = (Undo(choice.Then), Undo(choice.Else));
        return then.Count + otherwise.Count == 0
            ? []
            : [If(choice.Id, ConditionOf(choice, choice.Condition, StepsIn(choice.Then)), then, otherwise)];
    }

    /// <summary>A chain of conditions: the first that holds, as it was.</summary>
    private IReadOnlyList<JsonObject> Choose(Switch choice)
    {
        IReadOnlyList<JsonObject> undone = Undo(choice.Default);
        foreach (var one in choice.Cases.Reverse())
        {
            var then = Undo(one.Activity);
            if (then.Count + undone.Count > 0)
                undone = [If($"{choice.Id}-{one.Label}", CaseOf(choice, one), then, undone)];
        }

        return undone;
    }

    private IReadOnlyList<JsonObject> Loop(Activity loop, string type, Expression items, Activity? body)
    {
        var undone = Undo(body);
        if (undone.Count == 0)
            return [];

        var over = _translation.Items(items, _kept.SourceOf(loop)?["items"]) ?? _kept.Ask(
            $"{UndoIds.Plain(loop.Id)}Items",
            "Object",
            $"What loop '{loop.Id}' goes over is not known from inputs and outputs: put out its items as an output.");
        return
        [
            new JsonObject
            {
                ["id"] = _ids.Take(loop.Id),
                ["type"] = type,
                ["items"] = over,
                ["body"] = InOrder(undone, loop.Id),
            },
        ];
    }

    /// <summary>How often it ran is not kept.</summary>
    private List<JsonObject> Once(Activity loop)
    {
        var undone = Reversed(loop.Children);
        if (undone.Count > 0)
            _kept.Missing.Add(
                $"How often loop '{loop.Id}' ran is not known: put out what its rounds made as a list, and loop over that.");
        return undone;
    }

    private JsonNode ConditionOf(Activity activity, Expression condition, IEnumerable<StepActivity> then) =>
        _translation.Condition(condition, _kept.SourceOf(activity)?["condition"], then) ?? _kept.Ask(
            $"{UndoIds.Plain(activity.Id)}Holds",
            "Boolean",
            $"Whether the condition of '{activity.Id}' held is not known from inputs and outputs: put it out as an output.");

    private JsonNode CaseOf(Switch choice, SwitchCase one)
    {
        var written = (_kept.SourceOf(choice)?["cases"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(
            other => (string?)other["label"] == one.Label)?["condition"];
        return _translation.Condition(one.Condition, written, StepsIn(one.Activity)) ?? _kept.Ask(
            $"{UndoIds.Plain($"{choice.Id}-{one.Label}")}Holds",
            "Boolean",
            $"Whether case '{one.Label}' of '{choice.Id}' held is not known from inputs and outputs: put it out as an output.");
    }

    private JsonObject If(
        string id, JsonNode condition, IReadOnlyList<JsonObject> then, IReadOnlyList<JsonObject> otherwise)
    {
        var made = new JsonObject { ["id"] = _ids.Take(id), ["type"] = "Elsa.If", ["condition"] = condition };
        if (then.Count > 0)
            made["then"] = InOrder(then, $"{id}-then");
        if (otherwise.Count > 0)
            made["else"] = InOrder(otherwise, $"{id}-else");
        return made;
    }

    private JsonObject InOrder(IReadOnlyList<JsonObject> activities, string id) =>
        activities.Count == 1 ? activities[0] : Chain(activities, id);

    private JsonObject Chain(IReadOnlyList<JsonObject> activities, string id) => new()
    {
        ["id"] = _ids.Take(id),
        ["type"] = "Elsa.Sequence",
        ["activities"] = new JsonArray([.. activities]),
    };

    private static IEnumerable<StepActivity> StepsIn(Activity? activity) => activity switch
    {
        null => [],
        StepActivity it => [it],
        Sequence => activity.Children.SelectMany(StepsIn),
        _ => [],
    };
}
