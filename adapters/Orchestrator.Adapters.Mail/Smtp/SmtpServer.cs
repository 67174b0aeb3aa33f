using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Adapters.Mail.Mime;

namespace Orchestrator.Adapters.Mail.Smtp;

/// <summary>A mail server (RFC 5321), and how mails are handed to it.</summary>
internal sealed record SmtpServer(string Host, int Port)
{
    /// <summary>Encrypted from the first byte on.</summary>
    public bool IsSmtps { get; init; }

    /// <summary>Encrypted after STARTTLS, or not at all.</summary>
    public bool StartTls { get; init; }

    /// <summary>Who may vouch for the server; null: whom the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Empty for nobody in particular.</summary>
    public string User { get; init; } = "";

    public Func<string> Password { get; init; } = () => "";

    /// <summary>What this machine calls itself.</summary>
    public string HelloName { get; init; } = "localhost";

    /// <summary>
    /// Hands over a mail. Until the last dot is sent nothing has happened, whatever breaks; from then on until the
    /// server answers nobody knows.
    /// </summary>
    public async Task<Answer> SendAsync(Letter letter, string mime, CancellationToken cancellation)
    {
        var (isSent, who) = (false, $"{Host}:{Port}");
        try
        {
            var connection = await SmtpConnection.OpenAsync(Host, Port, cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await OfferAsync(connection, letter, cancellation).ConfigureAwait(false);
                await connection.SendAsync(Stuffed(mime), cancellation).ConfigureAwait(false);
                isSent = true;
                await connection.SendAsync(".\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
                Check("MAIL_REFUSED", "The mail is refused", await connection.ReadAsync(cancellation).ConfigureAwait(false));
                isSent = false;
                await GoodbyeAsync(connection, cancellation).ConfigureAwait(false);
                return new Answer.Succeeded();
            }
        }
        catch (SmtpRefusedException refused)
        {
            return refused.ToAnswer();
        }
        catch (Exception failure) when (failure is OperationCanceledException || (isSent && failure is IOException))
        {
            return isSent
                ? new Answer.Unknown($"{who} was given the whole mail, and did not say whether it took it.")
                : new Answer.Retryable("TIMED_OUT", $"{who} took too long, and got no mail. It may work later.");
        }
        catch (AuthenticationException failure)
        {
            return new Answer.Retryable(
                "TLS_FAILED", $"{who} is not trusted: {failure.Message} Look at caFile and the name.");
        }
        catch (SecretException failure)
        {
            return new Answer.Retryable("SECRET_MISSING", failure.Message);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return new Answer.Retryable(
                "CONNECT_FAILED", $"{who} could not be reached, or broke off: {failure.Message} Look whether it is there.");
        }
    }

    /// <summary>A line that begins with a dot gets another, for a dot alone ends the mail (RFC 5321, 4.5.2).</summary>
    internal static byte[] Stuffed(string mime) => Encoding.UTF8.GetBytes(
        (mime.StartsWith('.') ? "." : "") + mime.Replace("\r\n.", "\r\n..", StringComparison.Ordinal));

    private async Task OfferAsync(SmtpConnection connection, Letter letter, CancellationToken cancellation)
    {
        if (IsSmtps)
            await connection.EncryptAsync(Encryption, cancellation).ConfigureAwait(false);
        Check("SERVER_REFUSES", "The server refuses", await connection.ReadAsync(cancellation).ConfigureAwait(false));
        var can = await HelloAsync(connection, cancellation).ConfigureAwait(false);
        if (StartTls)
        {
            Check(
                "STARTTLS_REFUSED",
                "The server does not encrypt",
                await connection.AskAsync("STARTTLS", cancellation).ConfigureAwait(false));
            await connection.EncryptAsync(Encryption, cancellation).ConfigureAwait(false);
            can = await HelloAsync(connection, cancellation).ConfigureAwait(false);
        }

        if (User.Length > 0)
            await SmtpSignIn.AsAsync(connection, User, Password(), can, cancellation).ConfigureAwait(false);

        var needsUtf8 = letter.From.NeedsUtf8 || letter.Recipients.Any(recipient => recipient.NeedsUtf8);
        if (needsUtf8 && !can.ContainsKey("SMTPUTF8"))
            throw new SmtpRefusedException(
                "SMTPUTF8_UNSUPPORTED", "An address needs SMTPUTF8", new SmtpReply(553, ["the server does not have it"]));

        Check(
            "SENDER_REFUSED",
            $"The sender {letter.From.Address} is refused",
            await connection.AskAsync(
                $"MAIL FROM:<{letter.From.Address}>{(needsUtf8 ? " SMTPUTF8" : "")}", cancellation).ConfigureAwait(false));
        foreach (var recipient in letter.Recipients) // All of them or nobody: who has got it would get it again.
        {
            Check(
                "RECIPIENT_REFUSED",
                $"The recipient {recipient.Address} is refused",
                await connection.AskAsync($"RCPT TO:<{recipient.Address}>", cancellation).ConfigureAwait(false));
        }

        Check("MAIL_REFUSED", "The mail is refused", await connection.AskAsync("DATA", cancellation).ConfigureAwait(false));
    }

    /// <summary>What the server can, by its words in upper case, with what stands behind them.</summary>
    private async Task<Dictionary<string, string>> HelloAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        var reply = await connection.AskAsync($"EHLO {HelloName}", cancellation).ConfigureAwait(false);
        Check("SERVER_REFUSES", "The server refuses", reply);
        var can = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in reply.Lines.Skip(1))
        {
            var words = line.Split(' ', 2);
            can[words[0]] = words.Length > 1 ? words[1] : "";
        }

        return can;
    }

    /// <summary>The mail has gone: whether the goodbye arrives changes nothing.</summary>
    private static async Task GoodbyeAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.SendAsync("QUIT\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            return;
        }
    }

    private SslClientAuthenticationOptions Encryption
    {
        get
        {
            var options = new SslClientAuthenticationOptions { TargetHost = Host };
            if (Authorities is null)
                return options;

            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities);
            return options;
        }
    }

    private static void Check(string code, string what, SmtpReply reply)
    {
        if (!reply.IsPositive)
            throw new SmtpRefusedException(code, what, reply);
    }
}
