using System.CommandLine;
using System.CommandLine.Help;

namespace Orchestrator.Server.Settings;

/// <summary>The server's options.</summary>
public static class CommandLine
{
    private static readonly (string Option, string Setting, string HelpName, string Description)[] Texts =
    [
        ("--data", "Data", "DIR", "Folder for the database file, the key and the sandbox (default: ./data)"),
        ("--database", "Database", "CONNECTION", "PostgreSQL, as \"Host=...;Database=...\" (default: SQLite in the "
            + "data folder)"),
        ("--grpc", "Grpc", "HOST:PORT", "Where gRPC is served (default: 127.0.0.1:50051)"),
        ("--http", "Http", "HOST:PORT", "Where /health, /version and /metrics are served (default: 127.0.0.1:8080)"),
        ("--certificate", "Certificate", "FILE", "PEM or PFX: both ports speak TLS"),
        ("--certificate-key", "CertificateKey", "FILE", "PEM with the certificate's key, where it is in a file "
            + "of its own"),
        ("--workflows", "Workflows", "DIR", "Products and workflows to publish at start (default: ./workflows, where "
            + "there is one)"),
        ("--adapters", "AdaptersFile", "FILE", "Adapter instances (default: adapters.json in the folder of workflows, "
            + "where there is one, or else the sandbox)"),
    ];

    private static readonly (string Option, string Setting, string Description)[] Flags =
    [
        ("--insecure", "Insecure", "Listen without TLS on addresses that others can reach"),
        ("--log-json", "LogJson", "One JSON object per line instead of text"),
        ("--demo", "Demo", "Send a few orders through the server's own port, and show what happens"),
    ];

    /// <summary>
    /// Lays what was given over the settings. False where the caller only wanted to know something, which was written.
    /// </summary>
    /// <exception cref="SettingsException">An option is unknown, or lacks its value.</exception>
    public static bool Lay(IReadOnlyList<string> arguments, RawSettings settings, TextWriter output)
    {
        var root = new RootCommand("Runs provisioning workflows for customers' services, and undoes them. Settings are "
            + "also read from appsettings.json (section Orchestrator) and from variables such as ORCHESTRATOR__GRPC; "
            + "options win.");
        var texts = Texts.Select(text => (text.Setting, Option: new Option<string>(text.Option)
        {
            Description = text.Description,
            HelpName = text.HelpName,
            Arity = ArgumentArity.ExactlyOne,
        })).ToArray();
        var flags = Flags.Select(flag => (flag.Setting, Option: new Option<bool>(flag.Option)
        {
            Description = flag.Description,
            Arity = ArgumentArity.Zero,
        })).ToArray();
        foreach (var (_, option) in texts)
            root.Options.Add(option);
        foreach (var (_, option) in flags)
            root.Options.Add(option);

        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
            throw new SettingsException($"{result.Errors[0].Message} Try --help.");

        if (result.Action is HelpAction or { Terminating: true })
        {
            result.Invoke(new InvocationConfiguration { Output = output });
            return false;
        }

        foreach (var (setting, option) in texts)
        {
            if (result.GetResult(option) is { Implicit: false } && result.GetValue(option) is { } value)
                settings.Set(setting, value, option.Name);
        }

        foreach (var (setting, option) in flags)
        {
            if (result.GetResult(option) is { Implicit: false })
                settings.Set(setting, "true", option.Name);
        }

        return true;
    }
}
