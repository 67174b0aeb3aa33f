using System.Text.Json.Nodes;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Proposing;

/// <summary>The step that gives back what another one took.</summary>
internal sealed class UndoSteps(
    IAdapterCatalog adapters, KeptInputs kept, Translation translation, IReadOnlySet<string> waived, UndoIds ids)
{
    /// <summary>Null for what leaves nothing behind.</summary>
    public JsonObject? Undo(StepActivity step)
    {
        var operations = adapters.Operations(step.Adapter) ?? [];
        var operation = operations.FirstOrDefault(one => one.Name == step.Operation);
        if (waived.Contains(step.Id) || !(operation?.HasEffect ?? step.HasEffect))
            return null;

        var release = step is ChildWorkflow ? null : step.Compensation?.Operation ?? operation?.Inverse ?? step.Inverse;
        if (release is null)
        {
            kept.Missing.Add(
                $"Nothing gives back what '{step.Id}' does ('{step.Operation}' of '{step.Adapter}'): waive it, or end it by "
                    + "hand.");
            return null;
        }

        var giving = operations.FirstOrDefault(one => one.Name == release);
        return new JsonObject
        {
            ["id"] = ids.Take(release),
            ["type"] = "Orchestrator.Step",
            ["adapter"] = step.Adapter,
            ["operation"] = release,
            ["input"] = Input(step, operation, giving, release),
            ["onFailure"] = "fallOut",
            ["metadata"] = new JsonObject
            {
                ["displayText"] = $"{char.ToUpperInvariant(release[0])}{release[1..].Replace('-', ' ')}",
                ["description"] = $"Gives back what '{step.Id}' took.",
            },
        };
    }

    /// <summary>Whether two steps call the same with the same.</summary>
    public static bool IsSameCall(JsonObject one, JsonObject other) =>
        (string?)one["type"] == "Orchestrator.Step"
        && ((string[])["type", "adapter", "operation", "input"]).All(
            name => JsonNode.DeepEquals(one[name], other[name]));

    private JsonObject Input(StepActivity step, CatalogOperation? taking, CatalogOperation? giving, string release)
    {
        var expressions = MembersOf(step.Compensation is null ? step.Input : step.Compensation.Input ?? step.Input);
        var source = kept.SourceOf(step);
        var written = (step.Compensation?.Input is null
            ? source?["input"]
            : (source?["compensation"] as JsonObject)?["input"]) as JsonObject;
        var input = new JsonObject();
        foreach (var (member, isNeeded) in Wanted(taking, giving, expressions.Keys))
        {
            var value = translation.Value(member, expressions.GetValueOrDefault(member), written?[member], step);
            if (value is not null || isNeeded)
                input[member] = value ?? kept.Ask(
                    UndoIds.Plain($"{step.Id}-{member}"),
                    "Object",
                    $"'{member}' of '{release}' is not known from inputs and outputs: put it out of '{step.Id}' as an "
                        + "output.");
        }

        return input;
    }

    /// <summary>
    /// What names the thing, and what the release cannot do without; and where it says what it takes, what the step gave of
    /// that.
    /// </summary>
    private static IEnumerable<(string Member, bool IsNeeded)> Wanted(
        CatalogOperation? taking, CatalogOperation? giving, IEnumerable<string> given)
    {
        if (giving is null)
            return given.Select(member => (member, true));

        var required = giving.Check(Value.EmptyObject, []).Select(one => Quoted(one.Message)).OfType<string>();
        var needed = (taking?.NamedBy ?? []).Where(member => Takes(giving, member)).Concat(required).Distinct().ToArray();
        var takesAll = needed.Length > 0 && Takes(giving, "anything that is not declared");
        return needed.Select(member => (member, true)).Concat(
            given.Where(member => !takesAll && !needed.Contains(member) && Takes(giving, member))
                .Select(member => (member, false)));
    }

    private static bool Takes(CatalogOperation giving, string member) =>
        giving.Check(Value.EmptyObject, [member]).All(one => one.Path != $"/{member}");

    /// <summary>The member of which it is said that it is missing.</summary>
    private static string? Quoted(string message) => message.Split('\'') is ["", var name, " is missing."] ? name : null;

    private static Dictionary<string, Expression> MembersOf(Expression input) => input.Bare switch
    {
        Expression.Composite all => all.Members.ToDictionary(one => one.Name, one => one.Expression),
        Expression.Literal { Value.Kind: ValueKind.Object } it => it.Value.Members.ToDictionary(
            one => one.Name, one => (Expression)new Expression.Literal(one.Value)),
        _ => [],
    };
}
