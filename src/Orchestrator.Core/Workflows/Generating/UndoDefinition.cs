using System.Text.Json.Nodes;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Generating;

/// <summary>
/// Gives back all that a service holds: what was made last goes first, each thing by what was agreed to undo it when it
/// was made. What cannot be given back waits for a person, after as long as a compensation is tried.
/// </summary>
public static class UndoDefinition
{
    /// <param name="product">The service's product.</param>
    /// <param name="undo">What is to be undone.</param>
    /// <param name="catalog">The adapters.</param>
    /// <param name="isBilling">
    /// Where entitlement and billing may end at different times: which calls end which. Null where all begin at once.
    /// </param>
    public static GeneratedDefinition Of(
        string product, UndoList undo, IAdapterCatalog catalog, Func<RecordedStep, bool>? isBilling = null)
    {
        var steps = new GeneratedSteps(["undo"]);
        var calls = undo.Calls.ToLookup(
            call => isBilling?.Invoke(call.Of) == true,
            call => GeneratedCall.Of("undo-", "Undo", call, catalog) with { OnFailure = OnFailure.FallOut });
        var root = isBilling is null
            ? Sequence("undo", steps.Write([.. calls[false]]))
            : Timed(steps, [.. calls[false]], [.. calls[true]]);
        root["metadata"] = new JsonObject { ["displayText"] = "Give everything back" };
        var document = new JsonObject
        {
            ["name"] = "Undo",
            ["description"] = $"Generated: gives back what a service of {product} holds, the last first.",
            ["customProperties"] = GeneratedDefinition.Generated($"DEPROVISION of {product}"),
            ["variables"] = new JsonArray(),
            ["inputs"] = Inputs(isBilling is not null),
            ["outputs"] = new JsonArray(),
            ["root"] = root,
        };
        return GeneratedDefinition.Of(
            $"undo.{GeneratedDefinition.Part(product)}", document, Value.EmptyObject, steps.Calls);
    }

    /// <summary>What ends the bill waits for its own time, and what ends the entitlement for its.</summary>
    private static JsonObject Timed(GeneratedSteps steps, GeneratedCall[] entitlement, GeneratedCall[] billing) => new()
    {
        ["id"] = "undo",
        ["type"] = "Elsa.Parallel",
        ["activities"] = new JsonArray(
            At(steps, EntitlementEnd, "entitlement-ends", entitlement), At(steps, BillingEnd, "billing-ends", billing)),
    };

    /// <summary>Inputs that the server fills with the dates of a cancellation.</summary>
    public const string EntitlementEnd = "entitlementEndTime";

    /// <inheritdoc cref="EntitlementEnd"/>
    public const string BillingEnd = "billingEndTime";

    private static JsonObject At(GeneratedSteps steps, string input, string id, GeneratedCall[] calls)
    {
        var wait = new JsonObject
        {
            ["id"] = steps.FreeId($"await-{id}"),
            ["type"] = "Elsa.StartAt",
            ["dateTime"] = new JsonObject
            {
                ["typeName"] = "DateTimeOffset",
                ["expression"] = new JsonObject
                {
                    ["type"] = "Input",
                    ["value"] = new JsonObject { ["name"] = input },
                },
            },
        };
        return Sequence(steps.FreeId(id), [wait, .. steps.Write(calls)]);
    }

    internal static JsonObject Sequence(string id, JsonNode[] activities) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.Sequence",
        ["activities"] = new JsonArray(activities),
    };

    private static JsonArray Inputs(bool isTimed) => isTimed
        ? [GeneratedDefinition.RecordInput(), Time(EntitlementEnd), Time(BillingEnd)]
        : [GeneratedDefinition.RecordInput()];

    private static JsonObject Time(string name) => new()
    {
        ["name"] = name,
        ["type"] = "String",
        ["displayName"] = name == BillingEnd ? "Billing ends" : "Entitlement ends",
        ["description"] = "ISO 8601, UTC: filled by the server.",
        ["required"] = true,
    };
}
