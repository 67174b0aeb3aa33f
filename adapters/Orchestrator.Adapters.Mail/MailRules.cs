using System.Text.Json;
using Orchestrator.Adapters.Mail.Mime;

namespace Orchestrator.Adapters.Mail;

/// <summary>Makes letters of what is given, as far as the operator lets workflows.</summary>
/// <param name="From">Who writes.</param>
/// <param name="Domains">Where letters may go, and what is below; empty: anywhere.</param>
internal sealed record MailRules(Mailbox From, IReadOnlyList<string> Domains)
{
    private const int RecipientsMax = 100;
    private const int TextMax = 1024 * 1024;

    /// <exception cref="MailInputException">No letter can be made of it, or it may not go there.</exception>
    public Letter Letter(JsonElement content)
    {
        var letter = new Letter(From, Mailboxes(content, "to"), Subject(content))
        {
            Cc = Mailboxes(content, "cc"),
            Bcc = Mailboxes(content, "bcc"),
            ReplyTo = Mailboxes(content, "replyTo").SingleOrDefault(),
            Text = Text(content, "text"),
            Html = Text(content, "html"),
        };
        if (letter.To.Count == 0 || letter.Recipients.Count > RecipientsMax)
            throw new MailInputException(
                "INVALID_INPUT", $"A mail has somebody in 'to', and at most {RecipientsMax} recipients.");
        if (letter.Text is null && letter.Html is null)
            throw new MailInputException("INVALID_INPUT", "There is neither 'text' nor 'html'. Give one, or both.");
        if (letter.Recipients.FirstOrDefault(recipient => !IsAllowed(recipient)) is { } refused)
            throw new MailInputException(
                "RECIPIENT_NOT_ALLOWED", $"This instance sends no mail to {refused.Address}. See its recipientDomains.");

        return letter;
    }

    private bool IsAllowed(Mailbox recipient)
    {
        var domain = recipient.Address[(recipient.Address.LastIndexOf('@') + 1)..];
        return Domains.Count == 0 || Domains.Any(allowed =>
            domain.Equals(allowed, StringComparison.OrdinalIgnoreCase)
            || domain.EndsWith($".{allowed}", StringComparison.OrdinalIgnoreCase));
    }

    private static string Subject(JsonElement content) => HeaderText.Checked(
        Text(content, "subject") ?? throw new MailInputException("INVALID_INPUT", "'subject' is not there."),
        "the subject");

    /// <summary>One address, or a list.</summary>
    private static List<Mailbox> Mailboxes(JsonElement content, string name)
    {
        if (content.ValueKind != JsonValueKind.Object || !content.TryGetProperty(name, out var value))
            return [];

        return value.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.String => [Mailbox.Parse(value.GetString()!)],
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                [.. value.EnumerateArray().Select(item => Mailbox.Parse(item.GetString()!))],
            _ => throw new MailInputException("INVALID_INPUT", $"'{name}' is no address and no list of addresses."),
        };
    }

    private static string? Text(JsonElement content, string name)
    {
        if (content.ValueKind != JsonValueKind.Object || !content.TryGetProperty(name, out var value)
            || value.ValueKind == JsonValueKind.Null)
            return null;

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= TextMax } text
            ? text
            : throw new MailInputException("INVALID_INPUT", $"'{name}' is no text, or one of more than {TextMax} characters.");
    }
}
