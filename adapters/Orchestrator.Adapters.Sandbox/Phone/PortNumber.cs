using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Phone;

/// <summary>Takes a number over from another operator. The other one has let go of it: there is no way back.</summary>
internal static class PortNumber
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "port-number",
            """
            {
              "type": "object",
              "required": ["number", "customer", "authorisationCode"],
              "properties": {
                "number": { "type": "string", "pattern": "^\\+[1-9][0-9]{6,14}$",
                            "description": "The other operator's number (E.164)" },
                "customer": { "type": "string", "minLength": 1, "description": "Whose number it is" },
                "authorisationCode": { "type": "string", "minLength": 1,
                                       "description": "The other operator's code for it; it refuses 'wrong'" }
              },
              "additionalProperties": false
            }
            """,
            """
            {
              "type": "object",
              "required": ["number", "customer"],
              "properties": {
                "number": { "type": "string", "description": "The number (E.164)" },
                "customer": { "type": "string", "description": "Whose number it is" }
              },
              "additionalProperties": false
            }
            """,
            CanRead: true, CanPreview: true)
        {
            Summary = "Ports a number from another operator; it cannot be undone.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var number = PhoneNumber.Parse(input.Text("number"));
        var customer = input.Text("customer");
        if (number.Place is not null)
        {
            throw new RefusedException(
                "NUMBER_IS_OURS", $"The number {number.Text} is of the own pool. Reserve it instead.");
        }

        if (draft.Find(PhoneAdapter.Numbers, number.Text) is not null)
        {
            throw new RefusedException(
                "NUMBER_TAKEN", $"The number {number.Text} was ported before. Look up whose it is.");
        }

        if (input.Text("authorisationCode") == "wrong")
        {
            throw new RefusedException(
                "PORTING_REFUSED",
                $"The other operator keeps {number.Text}: wrong code. Ask the customer for the right one.");
        }

        draft.Put(PhoneAdapter.Numbers, number.Text, customer, "ported", null, null);
        return new JsonObject { ["number"] = number.Text, ["customer"] = customer };
    }
}
