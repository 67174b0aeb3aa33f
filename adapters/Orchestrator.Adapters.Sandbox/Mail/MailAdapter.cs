using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Mail;

/// <summary>A mail server: mailboxes, and the mails that were sent.</summary>
internal static class MailAdapter
{
    public static Table Mailboxes { get; } =
        new("mailboxes", "mailbox", "address", "customer", "display_name", "quota_mb")
        {
            ResourceKind = "mailbox",
        };

    /// <summary>A mail that was sent stays sent.</summary>
    public static Table Mails { get; } = new("mails", "mail", "id", "recipient", "number", "subject", "text")
    {
        Index = "recipient, number",
    };

    public static IReadOnlyList<Table> Tables { get; } = [Mailboxes, Mails];

    public static AdapterDefinition Definition { get; } = new(
        "mail", "SERVER_BUSY", "SERVER_FAULT", Tables,
        [CreateMailbox.Operation, DeleteMailbox.Operation, Send.Operation]);
}
