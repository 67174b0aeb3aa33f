using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Mail;

/// <summary>Sends a mail. Nothing brings it back.</summary>
internal static class Send
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "send",
            """
            {
              "type": "object",
              "required": ["to", "subject", "text"],
              "properties": {
                "to": { "type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$",
                        "description": "The recipient's address: ada@example.com" },
                "subject": { "type": "string", "minLength": 1, "maxLength": 300, "description": "The subject line" },
                "text": { "type": "string", "minLength": 1, "maxLength": 20000,
                          "description": "The mail itself, plain" }
              },
              "additionalProperties": false
            }
            """,
            """
            {
              "type": "object",
              "required": ["messageId"],
              "properties": {
                "messageId": { "type": "string", "description": "The mail's identifier at the server" }
              },
              "additionalProperties": false
            }
            """,
            CanRead: true, CanPreview: true)
        {
            Summary = "Sends a mail; it cannot be taken back.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var to = Address.Read(input, "to");
        if (to.EndsWith(".invalid", StringComparison.Ordinal))
        {
            throw new RefusedException(
                "RECIPIENT_REJECTED", $"There is nobody at '{to}'. Correct the recipient's address.");
        }

        var number = (draft.Highest(MailAdapter.Mails, "recipient", to, "number") ?? 0) + 1;
        var id = string.Create(CultureInfo.InvariantCulture, $"{to}/{number}");
        draft.Put(MailAdapter.Mails, id, to, number, input.Text("subject"), input.Text("text", lengthMax: 20_000));
        return new JsonObject { ["messageId"] = id };
    }
}
