using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Phone;

/// <summary>Keeps a number of the exchange's pool for a customer: the one that is named, or any that is free.</summary>
internal static class ReserveNumber
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "reserve-number",
            """
            {
              "type": "object",
              "required": ["customer"],
              "properties": {
                "customer": { "type": "string", "minLength": 1, "description": "Whom it is kept for" },
                "number": { "type": "string", "pattern": "^\\+[1-9][0-9]{6,14}$",
                            "description": "One of +999100000000 to +999199999999; not given: a free one is chosen" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["number", "customer"],
              "properties": {
                "number": { "type": "string", "description": "The number that was reserved (E.164)" },
                "customer": { "type": "string", "description": "Whom it is kept for" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "release-number", CanRead: true, CanPreview: true)
        {
            Summary = "Reserves a telephone number for a customer.",
            NamedBy = ["number"],
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var customer = input.Text("customer");
        var number = input.TextOrNull("number") is { } text ? PhoneNumber.Parse(text) : AnyFree(draft);
        if (number.Place is null)
        {
            throw new RefusedException(
                "NUMBER_NOT_OURS", $"The number {number.Text} is another operator's. Port it instead.");
        }

        if (draft.Find(PhoneAdapter.Numbers, number.Text) is not null)
        {
            throw new RefusedException("NUMBER_TAKEN", $"The number {number.Text} is taken. Name another, or none.");
        }

        draft.Put(PhoneAdapter.Numbers, number.Text, customer, "reserved", PhoneNumber.Pool, number.Place);
        return new JsonObject { ["number"] = number.Text, ["customer"] = customer };
    }

    private static PhoneNumber AnyFree(Draft draft) =>
        draft.Free(PhoneAdapter.Numbers, "pool", PhoneNumber.Pool, "place", 0, PhoneNumber.PlaceMax) is { } place
            ? PhoneNumber.At(place)
            : throw new RefusedException("NO_FREE_NUMBER", "All numbers of the pool are taken. Release some.");
}
