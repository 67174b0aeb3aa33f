using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Billing;

/// <summary>Gives a subscription another plan and price; it stays the same subscription.</summary>
internal static class ChangeSubscription
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "change-subscription",
            """
            {
              "type": "object",
              "required": ["account", "plan", "monthlyCents"],
              "properties": {
                "account": { "type": "string", "minLength": 1, "description": "The account that pays" },
                "subscription": { "type": "string", "minLength": 1,
                                  "description": "Its name within the account; the plan's where it is not given" },
                "plan": { "type": "string", "minLength": 1, "description": "What is subscribed to from now on" },
                "monthlyCents": { "type": "integer", "minimum": 0,
                                  "description": "Price of a month from now on, in cents of the account's currency" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["account", "subscription", "replaced"],
              "properties": {
                "account": { "type": "string", "description": "The account that pays" },
                "subscription": { "type": "string", "description": "Its name within the account" },
                "replaced": { "type": "object", "description": "What it was before: plan, monthlyCents" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "change-subscription", CanRead: true, CanPreview: true)
        {
            Summary = "Changes the plan and the price of a subscription.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var (account, name, plan) = (input.Text("account"), StartSubscription.Name(input), input.Text("plan"));
        var price = input.Number("monthlyCents", 0, int.MaxValue);
        var before = draft.Find(BillingAdapter.Subscriptions, $"{account}/{name}")
            ?? throw new RefusedException(
                "UNKNOWN_SUBSCRIPTION", $"The account '{account}' has no subscription '{name}'. Start it first.");

        draft.Put(BillingAdapter.Subscriptions, before.Id, account, name, plan, price);
        return new JsonObject
        {
            ["account"] = account,
            ["subscription"] = name,
            ["replaced"] = new JsonObject
            {
                ["plan"] = before.Text("plan"),
                ["monthlyCents"] = before.Number("monthly_cents"),
            },
        };
    }
}
