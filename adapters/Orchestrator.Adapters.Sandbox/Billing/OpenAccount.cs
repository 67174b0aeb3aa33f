using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Billing;

/// <summary>Opens an account that can be charged.</summary>
internal static class OpenAccount
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "open-account",
            """
            {
              "type": "object",
              "required": ["customer"],
              "properties": {
                "customer": { "type": "string", "minLength": 1, "description": "Who pays" },
                "account": { "type": "string", "minLength": 1,
                             "description": "The account's name; acc-{customer} where it is not given" },
                "currency": { "type": "string", "pattern": "^[A-Z]{3}$",
                              "description": "ISO 4217; EUR where it is not given" },
                "card": { "type": "string", "minLength": 1,
                          "description": "The card's token; card-declined and card-expired are declined when charged" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["account", "customer", "currency"],
              "properties": {
                "account": { "type": "string", "description": "The account's name" },
                "customer": { "type": "string", "description": "Who pays" },
                "currency": { "type": "string", "description": "ISO 4217" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "close-account", CanRead: true, CanPreview: true)
        {
            Summary = "Opens a billing account.",
            NamedBy = ["account"],
        },
        Decide);

    /// <summary>The account's name: as given, or made from the customer's.</summary>
    public static string Name(Input input) => input.TextOrNull("account") ?? $"acc-{input.Text("customer")}";

    private static JsonObject Decide(Draft draft, Input input)
    {
        var (account, customer) = (Name(input), input.Text("customer"));
        var currency = input.TextOrNull("currency") ?? "EUR";
        if (draft.Find(BillingAdapter.Accounts, account) is not null)
        {
            throw new RefusedException(
                "ACCOUNT_EXISTS", $"The account '{account}' exists. Name another, or use this one.");
        }

        draft.Put(BillingAdapter.Accounts, account, customer, currency, input.TextOrNull("card") ?? "card-on-file");
        return new JsonObject { ["account"] = account, ["customer"] = customer, ["currency"] = currency };
    }
}
