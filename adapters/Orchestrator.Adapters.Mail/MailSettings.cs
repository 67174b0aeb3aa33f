using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Mail.Mime;
using Orchestrator.Adapters.Mail.Smtp;

namespace Orchestrator.Adapters.Mail;

/// <summary>What the operator configured, read.</summary>
internal static class MailSettings
{
    /// <exception cref="AdapterSetupException">With all that is wrong.</exception>
    public static (SmtpServer Server, MailRules Rules) Read(AdapterSetup setup)
    {
        var problems = new List<SetupProblem>();
        var settings = setup.Settings;
        if (!Uri.TryCreate(Text(settings, "server"), UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            problems.Add(new("/settings/server", "It is no address. Write smtp://mail.example.com:587."));
            address = new Uri("smtp://localhost");
        }

        var isSmtps = address.Scheme == "smtps";
        var startTls = Is(settings, "startTls") ?? !isSmtps;
        var user = Text(settings, "user") ?? "";
        var hasPassword = settings.TryGetProperty("password", out var password);
        if (isSmtps && startTls)
            problems.Add(new("/settings/startTls", "An smtps connection is encrypted already. Leave startTls out."));
        if (!isSmtps && !startTls && user.Length > 0 && Is(settings, "allowClearText") != true)
            problems.Add(new(
                "/settings/startTls", "The password would go in clear. Use smtps or startTls, or set allowClearText."));
        if (user.Length > 0 != hasPassword)
            problems.Add(new("/settings/password", "user and password belong together. Give both or none."));

        var server = new SmtpServer(address.Host, address.Port > 0 ? address.Port : isSmtps ? 465 : 587)
        {
            IsSmtps = isSmtps,
            StartTls = startTls,
            User = user,
            Password = hasPassword ? () => setup.Secrets.Read(password) : () => "",
            HelloName = Text(settings, "helloName") ?? HostName(),
            Authorities = Text(settings, "caFile") is { } file
                ? AuthorityFile.Read(Path.GetFullPath(file, setup.Folder), "/settings/caFile", problems)
                : null,
        };
        var rules = new MailRules(From(settings, problems)!, Texts(settings, "recipientDomains"));
        return problems.Count == 0 ? (server, rules) : throw new AdapterSetupException(problems);
    }

    private static Mailbox? From(JsonElement settings, List<SetupProblem> problems)
    {
        try
        {
            return Mailbox.Parse(Text(settings, "from") ?? "");
        }
        catch (MailInputException wrong)
        {
            problems.Add(new("/settings/from", wrong.Message));
            return null;
        }
    }

    /// <summary>Servers are particular about what they are told.</summary>
    private static string HostName()
    {
        var name = new string([.. Environment.MachineName.Where(
            letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')]).Trim('.', '-');
        return name.Length == 0 ? "localhost" : name;
    }

    private static string? Text(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool? Is(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.True : null;

    private static List<string> Texts(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : [];
}
