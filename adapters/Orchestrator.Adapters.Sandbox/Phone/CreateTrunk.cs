using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Phone;

/// <summary>Makes a SIP trunk that a customer's numbers ring on.</summary>
internal static class CreateTrunk
{
    private const int ChannelsMax = 1_000;

    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "create-trunk",
            """
            {
              "type": "object",
              "required": ["customer", "channels", "numbers"],
              "properties": {
                "customer": { "type": "string", "minLength": 1, "description": "Whose it is" },
                "trunk": { "type": "string", "minLength": 1,
                           "description": "The trunk's name; trunk-{customer} where it is not given" },
                "channels": { "type": "integer", "minimum": 1, "maximum": 1000,
                              "description": "Calls at the same time" },
                "numbers": { "type": "array", "uniqueItems": true,
                             "items": { "type": "string", "pattern": "^\\+[1-9][0-9]{6,14}$" },
                             "description": "Numbers of the customer that ring on it (E.164); may be empty" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["trunk", "sipHost"],
              "properties": {
                "trunk": { "type": "string", "description": "The trunk's name" },
                "sipHost": { "type": "string", "description": "Where the customer's telephone system registers" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "delete-trunk", CanRead: true, CanPreview: true)
        {
            Summary = "Creates a SIP trunk for a customer's numbers.",
            NamedBy = ["trunk"],
        },
        Decide);

    /// <summary>The trunk's name: as given, or made from the customer's.</summary>
    public static string Name(Input input) => input.TextOrNull("trunk") ?? $"trunk-{input.Text("customer")}";

    private static JsonObject Decide(Draft draft, Input input)
    {
        var (trunk, customer) = (Name(input), input.Text("customer"));
        var channels = input.Number("channels", 1, ChannelsMax);
        if (draft.Find(PhoneAdapter.Trunks, trunk) is not null)
        {
            throw new RefusedException("TRUNK_EXISTS", $"The trunk '{trunk}' exists. Choose another name.");
        }

        draft.Put(PhoneAdapter.Trunks, trunk, customer, channels);
        foreach (var number in input.Texts("numbers").Distinct()) Route(draft, number, trunk, customer);
        return new JsonObject { ["trunk"] = trunk, ["sipHost"] = "sip.sandbox.example" };
    }

    private static void Route(Draft draft, string number, string trunk, string customer)
    {
        var kept = draft.Find(PhoneAdapter.Numbers, number)
            ?? throw new RefusedException(
                "UNKNOWN_NUMBER", $"The exchange has no number '{number}'. Reserve or port it first.");
        ReleaseNumber.CheckOwner(kept, customer);
        if (draft.Find(PhoneAdapter.Routes, number) is { } route)
        {
            throw new RefusedException(
                "NUMBER_IN_USE",
                $"The number {number} rings on trunk '{route.Text("trunk")}'. Delete that trunk first.");
        }

        draft.Put(PhoneAdapter.Routes, number, trunk);
    }
}
