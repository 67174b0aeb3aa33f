using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Billing;

/// <summary>Takes money from an account's card, once for a reference.</summary>
internal static class Charge
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "charge",
            """
            {
              "type": "object",
              "required": ["account", "reference", "amountCents"],
              "properties": {
                "account": { "type": "string", "minLength": 1, "description": "The account that pays" },
                "reference": { "type": "string", "minLength": 1,
                               "description": "What for, unique within the account: setup-fee" },
                "amountCents": { "type": "integer", "minimum": 1, "description": "Cents of the account's currency" }
              },
              "additionalProperties": false
            }
            """,
            """
            {
              "type": "object",
              "required": ["charge", "amountCents", "currency"],
              "properties": {
                "charge": { "type": "string", "description": "{account}/{reference}" },
                "amountCents": { "type": "integer", "description": "What was taken" },
                "currency": { "type": "string", "description": "ISO 4217" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "refund", CanRead: true, CanPreview: true)
        {
            Summary = "Charges an account's card.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var account = BillingAdapter.Account(draft, input.Text("account"));
        var (reference, amount) = (input.Text("reference"), input.Number("amountCents", 1, int.MaxValue));
        var id = $"{account.Id}/{reference}";
        if (draft.Find(BillingAdapter.Charges, id) is not null)
        {
            throw new RefusedException(
                "CHARGE_EXISTS", $"'{id}' was charged before. Use another reference for another charge.");
        }

        CheckCard(account);
        var currency = account.Text("currency");
        draft.Put(BillingAdapter.Charges, id, account.Id, reference, amount, currency);
        return new JsonObject { ["charge"] = id, ["amountCents"] = amount, ["currency"] = currency };
    }

    private static void CheckCard(Row account)
    {
        var (code, problem) = account.Text("card") switch
        {
            "card-declined" => ("CARD_DECLINED", "was declined by its bank"),
            "card-expired" => ("CARD_EXPIRED", "has expired"),
            _ => ("", ""),
        };
        if (code.Length > 0)
        {
            throw new RefusedException(
                code, $"The card of account '{account.Id}' {problem}. Ask the customer for another card.");
        }
    }
}
