using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Mail;

/// <summary>Makes a mailbox.</summary>
internal static class CreateMailbox
{
    private const int QuotaDefault = 1_000;
    private const int QuotaMax = 100_000;

    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "create-mailbox",
            """
            {
              "type": "object",
              "required": ["address"],
              "properties": {
                "address": { "type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$",
                             "description": "The mailbox's address: ada@example.com" },
                "customer": { "type": "string", "minLength": 1, "description": "Whose it is" },
                "displayName": { "type": "string", "minLength": 1, "description": "The name shown with the address" },
                "quotaMb": { "type": "integer", "minimum": 1, "maximum": 100000,
                             "description": "Room in megabytes; 1000 where not given" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["address", "quotaMb", "imapHost"],
              "properties": {
                "address": { "type": "string", "description": "The mailbox's address, in lower case" },
                "quotaMb": { "type": "integer", "description": "Room in megabytes" },
                "imapHost": { "type": "string", "description": "Where a mail program finds it" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "delete-mailbox", CanRead: true, CanPreview: true)
        {
            Summary = "Creates a mailbox.",
            NamedBy = ["address"],
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var address = Address.Read(input, "address");
        var quota = input.NumberOrNull("quotaMb", 1, QuotaMax) ?? QuotaDefault;
        if (address.EndsWith(".invalid", StringComparison.Ordinal))
        {
            throw new RefusedException(
                "UNKNOWN_DOMAIN", $"The server keeps no mail for the domain of '{address}'. Add the domain first.");
        }

        if (draft.Find(MailAdapter.Mailboxes, address) is not null)
        {
            throw new RefusedException("MAILBOX_EXISTS", $"The mailbox '{address}' exists. Choose another address.");
        }

        draft.Put(MailAdapter.Mailboxes, address, input.TextOrNull("customer"), input.TextOrNull("displayName"), quota);
        return new JsonObject { ["address"] = address, ["quotaMb"] = quota, ["imapHost"] = "imap.sandbox.example" };
    }
}
