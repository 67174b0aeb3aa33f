using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Phone;

/// <summary>
/// Gives a number back: to the pool, or to the operator that it was ported from. That it is free already is no error.
/// </summary>
internal static class ReleaseNumber
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "release-number",
            """
            {
              "type": "object",
              "anyOf": [{ "required": ["number"] }, { "required": ["customer"] }],
              "properties": {
                "number": { "type": "string", "pattern": "^\\+[1-9][0-9]{6,14}$",
                            "description": "The number (E.164); needed but for undoing" },
                "customer": { "type": "string", "minLength": 1,
                              "description": "Where given, a number of another customer is not touched" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["number", "released"],
              "properties": {
                "number": { "type": "string", "description": "The number (E.164)" },
                "released": { "type": "boolean", "description": "False where it was free already" },
                "customer": { "type": "string", "description": "Whom it was kept for" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "reserve-number", CanRead: true, CanPreview: true)
        {
            Summary = "Releases a telephone number.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var number = PhoneNumber.Parse(input.Text("number")).Text;
        if (draft.Find(PhoneAdapter.Numbers, number) is not { } kept)
        {
            return new JsonObject { ["number"] = number, ["released"] = false };
        }

        CheckOwner(kept, input.TextOrNull("customer"));
        draft.Remove(kept);
        return new JsonObject { ["number"] = number, ["released"] = true, ["customer"] = kept.Text("customer") };
    }

    /// <exception cref="RefusedException">NUMBER_OF_OTHER_CUSTOMER.</exception>
    public static void CheckOwner(Row kept, string? customer)
    {
        if (customer is not null && customer != kept.Text("customer"))
        {
            throw new RefusedException(
                "NUMBER_OF_OTHER_CUSTOMER",
                $"The number {kept.Id} is kept for customer '{kept.Text("customer")}', not '{customer}'. "
                + "Look up the right number.");
        }
    }
}
