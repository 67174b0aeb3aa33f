using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Adapters.Mail.Mime;

/// <summary>A mail (RFC 5322), with a plain text, an HTML text, or both for the reader to choose from.</summary>
internal sealed record Letter(Mailbox From, IReadOnlyList<Mailbox> To, string Subject)
{
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>They get it, and nobody is told.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    public Mailbox? ReplyTo { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    /// <summary>Everybody once.</summary>
    public IReadOnlyList<Mailbox> Recipients =>
        [.. To.Concat(Cc).Concat(Bcc).DistinctBy(mailbox => mailbox.Address, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The same for the same key, so that readers and their systems can tell a second sending.</summary>
    public static string MessageId(string key, Mailbox from) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}"
            + from.Address[from.Address.LastIndexOf('@')..];

    /// <summary>The whole mail; lines end with CR LF, and none is longer than 78 characters but for long addresses.</summary>
    public string ToMime(string messageId, DateTimeOffset date)
    {
        var mime = new StringBuilder();
        Header(mime, "Date", date.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(mime, "From", From.ToHeader());
        Header(mime, "To", List(To));
        if (Cc.Count > 0)
            Header(mime, "Cc", List(Cc));
        if (ReplyTo is not null)
            Header(mime, "Reply-To", ReplyTo.ToHeader());
        Header(mime, "Subject", HeaderText.Unstructured(Subject, "Subject".Length));
        Header(mime, "Message-ID", $"<{messageId}>");
        Header(mime, "Auto-Submitted", "auto-generated"); // Nobody's holiday answers it (RFC 3834).
        Header(mime, "MIME-Version", "1.0");
        if (Text is not null && Html is not null)
            Alternatives(mime, $"=_{messageId[..32]}"); // No line of quoted-printable begins with =_.
        else
            Part(mime, Html is null ? "plain" : "html", Html ?? Text ?? "");
        return mime.ToString();
    }

    private void Alternatives(StringBuilder mime, string boundary)
    {
        Header(mime, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        // The line break before a boundary belongs to the boundary: texts have their own before it.
        foreach (var (kind, text) in new[] { ("plain", Text!), ("html", Html!) }) // The last is the best.
        {
            mime.Append(CultureInfo.InvariantCulture, $"\r\n--{boundary}\r\n");
            Part(mime, kind, text);
        }

        mime.Append(CultureInfo.InvariantCulture, $"\r\n--{boundary}--\r\n");
    }

    private static void Part(StringBuilder mime, string kind, string text)
    {
        Header(mime, "Content-Type", $"text/{kind}; charset=utf-8");
        Header(mime, "Content-Transfer-Encoding", "quoted-printable");
        mime.Append("\r\n").Append(QuotedPrintable.Encode(text));
    }

    private static void Header(StringBuilder mime, string name, string value) =>
        mime.Append(name).Append(": ").Append(value).Append("\r\n");

    private static string List(IEnumerable<Mailbox> mailboxes) =>
        string.Join(",\r\n ", mailboxes.Select(mailbox => mailbox.ToHeader()));
}
