using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Billing;

/// <summary>Gives back a charge, or a part of it. That it was given back already is no error.</summary>
internal static class Refund
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "refund",
            """
            {
              "type": "object",
              "anyOf": [{ "required": ["charge"] }, { "required": ["account", "reference"] }],
              "properties": {
                "charge": { "type": "string", "minLength": 1, "description": "The charge: {account}/{reference}" },
                "account": { "type": "string", "minLength": 1, "description": "The account that was charged" },
                "reference": { "type": "string", "minLength": 1, "description": "What it was charged for" },
                "refundCents": { "type": "integer", "minimum": 1,
                                 "description": "What to give back; what is left where it is not given" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["charge", "refundCents", "currency"],
              "properties": {
                "charge": { "type": "string", "description": "{account}/{reference}" },
                "refundCents": { "type": "integer", "description": "What was given back; 0 where nothing was left" },
                "currency": { "type": "string", "description": "ISO 4217" }
              },
              "additionalProperties": false
            }
            """,
            CanRead: true, CanPreview: true)
        {
            Summary = "Refunds a charge.",
        },
        Decide)
    {
        TakesBack = false,
    };

    private static JsonObject Decide(Draft draft, Input input)
    {
        var id = input.TextOrNull("charge") ?? $"{input.Text("account")}/{input.Text("reference")}";
        var charge = draft.Find(BillingAdapter.Charges, id)
            ?? throw new RefusedException("UNKNOWN_CHARGE", $"'{id}' was never charged. Look up the charge.");
        var currency = charge.Text("currency");

        var refunds = draft.Where(BillingAdapter.Refunds, "charge", id);
        var left = charge.Number("amount_cents") - refunds.Sum(row => row.Number("refund_cents"));
        var amount = input.NumberOrNull("refundCents", 1, int.MaxValue) ?? left;
        if (amount > left)
        {
            throw new RefusedException(
                "REFUND_TOO_LARGE", $"Of '{id}', {left} cents are left to refund, not {amount}. Refund less.");
        }

        if (amount > 0)
        {
            var number = refunds.Count + 1L;
            var refund = string.Create(CultureInfo.InvariantCulture, $"{id}/{number}");
            draft.Put(BillingAdapter.Refunds, refund, id, number, amount, currency);
        }

        return new JsonObject { ["charge"] = id, ["refundCents"] = amount, ["currency"] = currency };
    }
}
