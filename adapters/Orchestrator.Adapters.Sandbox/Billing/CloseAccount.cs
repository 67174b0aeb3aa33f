using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Billing;

/// <summary>
/// Closes an account without subscriptions. That there is none is no error. What was charged stays on record.
/// </summary>
internal static class CloseAccount
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "close-account",
            """
            {
              "type": "object",
              "anyOf": [{ "required": ["account"] }, { "required": ["customer"] }],
              "properties": {
                "account": { "type": "string", "minLength": 1,
                             "description": "The account's name; acc-{customer} where it is not given" },
                "customer": { "type": "string", "minLength": 1, "description": "Who pays" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["account", "closed"],
              "properties": {
                "account": { "type": "string", "description": "The account's name" },
                "closed": { "type": "boolean", "description": "False where there was none" },
                "customer": { "type": "string", "description": "Who paid" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "open-account", CanRead: true, CanPreview: true)
        {
            Summary = "Closes a billing account.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var account = draft.Find(BillingAdapter.Accounts, OpenAccount.Name(input));
        if (account is null) return new JsonObject { ["account"] = OpenAccount.Name(input), ["closed"] = false };

        draft.Remove(account);
        return new JsonObject { ["account"] = account.Id, ["closed"] = true, ["customer"] = account.Text("customer") };
    }
}
