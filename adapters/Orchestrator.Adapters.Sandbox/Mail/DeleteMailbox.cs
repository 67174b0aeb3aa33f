using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Mail;

/// <summary>Removes a mailbox. That there is none is no error.</summary>
internal static class DeleteMailbox
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "delete-mailbox",
            """
            {
              "type": "object",
              "required": ["address"],
              "properties": {
                "address": { "type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$",
                             "description": "The mailbox's address: ada@example.com" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["address", "deleted"],
              "properties": {
                "address": { "type": "string", "description": "The mailbox's address, in lower case" },
                "deleted": { "type": "boolean", "description": "False where there was none" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "create-mailbox", CanRead: true, CanPreview: true)
        {
            Summary = "Deletes a mailbox.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var address = Address.Read(input, "address");
        var mailbox = draft.Find(MailAdapter.Mailboxes, address);
        if (mailbox is not null) draft.Remove(mailbox);
        return new JsonObject { ["address"] = address, ["deleted"] = mailbox is not null };
    }
}
