using System.Text;

namespace Orchestrator.Adapters.Mail.Smtp;

/// <summary>Tells a server who sends (RFC 4954): by PLAIN, or by LOGIN where it has nothing else.</summary>
internal static class SmtpSignIn
{
    private const string Refused = "CREDENTIALS_REFUSED";

    public static async Task AsAsync(
        SmtpConnection connection,
        string user,
        string password,
        IReadOnlyDictionary<string, string> can,
        CancellationToken cancellation)
    {
        var ways = can.GetValueOrDefault("AUTH", "").ToUpperInvariant().Split(' ');
        if (ways.Contains("PLAIN"))
            await AskAsync(connection, $"AUTH PLAIN {Base64($"\0{user}\0{password}")}", 235, cancellation)
                .ConfigureAwait(false);
        else if (ways.Contains("LOGIN"))
            await LoginAsync(connection, user, password, cancellation).ConfigureAwait(false);
        else
            throw new SmtpRefusedException(
                "AUTH_UNSUPPORTED", $"Signing in as {user} failed", new SmtpReply(504, ["there is neither PLAIN nor LOGIN"]));

        async Task LoginAsync(SmtpConnection to, string name, string secret, CancellationToken until)
        {
            await AskAsync(to, "AUTH LOGIN", 334, until).ConfigureAwait(false);
            await AskAsync(to, Base64(name), 334, until).ConfigureAwait(false);
            await AskAsync(to, Base64(secret), 235, until).ConfigureAwait(false);
        }

        async Task AskAsync(SmtpConnection to, string command, int expected, CancellationToken until)
        {
            var reply = await to.AskAsync(command, until).ConfigureAwait(false);
            if (reply.Code != expected)
                throw new SmtpRefusedException(Refused, $"Signing in as {user} failed", reply with { Lines = ["refused"] });
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
