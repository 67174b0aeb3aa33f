using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Billing;

/// <summary>Starts what an account pays every month.</summary>
internal static class StartSubscription
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "start-subscription",
            """
            {
              "type": "object",
              "required": ["account", "plan", "monthlyCents"],
              "properties": {
                "account": { "type": "string", "minLength": 1, "description": "The account that pays" },
                "subscription": { "type": "string", "minLength": 1,
                                  "description": "Its name within the account; the plan's where it is not given" },
                "plan": { "type": "string", "minLength": 1, "description": "What is subscribed to: broadband-250" },
                "monthlyCents": { "type": "integer", "minimum": 0,
                                  "description": "Price of a month in cents of the account's currency" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["account", "subscription"],
              "properties": {
                "account": { "type": "string", "description": "The account that pays" },
                "subscription": { "type": "string", "description": "Its name within the account" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "end-subscription", CanRead: true, CanPreview: true)
        {
            Summary = "Starts a subscription of an account.",
            ChangedBy = "change-subscription",
            NamedBy = ["account", "subscription"],
        },
        Decide);

    /// <summary>Its name within the account: as given, or the plan's.</summary>
    public static string Name(Input input) => input.TextOrNull("subscription") ?? input.Text("plan");

    private static JsonObject Decide(Draft draft, Input input)
    {
        var account = BillingAdapter.Account(draft, input.Text("account")).Id;
        var (name, plan) = (Name(input), input.Text("plan"));
        var id = $"{account}/{name}";
        if (draft.Find(BillingAdapter.Subscriptions, id) is not null)
        {
            throw new RefusedException(
                "SUBSCRIPTION_EXISTS",
                $"The account '{account}' has a subscription '{name}'. Name this one differently.");
        }

        draft.Put(BillingAdapter.Subscriptions, id, account, name, plan, input.Number("monthlyCents", 0, int.MaxValue));
        return new JsonObject { ["account"] = account, ["subscription"] = name };
    }
}
