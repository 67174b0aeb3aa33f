namespace Orchestrator.Adapters.Mail.Smtp;

/// <summary>What a server says to a command (RFC 5321, 4.2).</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Lines">Without the code, at least one.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code < 400;

    /// <summary>For people; control characters are the server's own, and do not go further.</summary>
    public string Text => new([.. string.Join(' ', Lines).Where(letter => !char.IsControl(letter)).Take(300)]);
}

/// <summary>The server refuses: nothing was sent.</summary>
internal sealed class SmtpRefusedException(string code, string what, SmtpReply reply)
    : Exception($"{what}: {reply.Code} {reply.Text}")
{
    /// <summary>What is refused for now may work later (RFC 5321, 4.2.1).</summary>
    public Answer ToAnswer() => reply.Code < 500 || code == "CREDENTIALS_REFUSED"
        ? new Answer.Retryable(code, $"{Message.TrimEnd('.')}. It may work later.")
        : new Answer.Permanent(code, $"{Message.TrimEnd('.')}. Correct the mail, or the server's settings.");
}
