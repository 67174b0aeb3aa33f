using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Billing;

/// <summary>Ends a subscription. That there is none is no error.</summary>
internal static class EndSubscription
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "end-subscription",
            """
            {
              "type": "object",
              "required": ["account"],
              "anyOf": [{ "required": ["subscription"] }, { "required": ["plan"] }],
              "properties": {
                "account": { "type": "string", "minLength": 1, "description": "The account that pays" },
                "subscription": { "type": "string", "minLength": 1, "description": "Its name within the account" },
                "plan": { "type": "string", "minLength": 1,
                          "description": "The plan, where the subscription has its name" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["account", "subscription", "ended"],
              "properties": {
                "account": { "type": "string", "description": "The account that paid" },
                "subscription": { "type": "string", "description": "Its name within the account" },
                "ended": { "type": "boolean", "description": "False where there was none" },
                "plan": { "type": "string", "description": "What was subscribed to" },
                "monthlyCents": { "type": "integer", "description": "Price of a month" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "start-subscription", CanRead: true, CanPreview: true)
        {
            Summary = "Ends a subscription of an account.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var (account, name) = (input.Text("account"), StartSubscription.Name(input));
        var subscription = draft.Find(BillingAdapter.Subscriptions, $"{account}/{name}");

        var output = new JsonObject { ["account"] = account, ["subscription"] = name };
        output["ended"] = subscription is not null;
        if (subscription is null) return output;

        draft.Remove(subscription);
        output["plan"] = subscription.Text("plan");
        output["monthlyCents"] = subscription.Number("monthly_cents");
        return output;
    }
}
