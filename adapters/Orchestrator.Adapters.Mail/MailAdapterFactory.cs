using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Mail.Mime;

namespace Orchestrator.Adapters.Mail;

/// <summary>Makes adapters of mail servers: of <c>send-mail</c>, or of the mails that a declaration has.</summary>
public sealed class MailAdapterFactory : IAdapterFactory
{
    internal const string KindName = "mail";

    private const string SendMail = "send-mail";

    public string Kind => KindName;

    public string SettingsSchema => MailSchemas.Settings;

    public string DeclarationSchema => MailSchemas.Declaration;

    public IAdapter Create(AdapterSetup setup)
    {
        var (server, rules) = MailSettings.Read(setup);
        if (setup.Declaration is not { } declaration)
        {
            var description = new OperationDescription(
                SendMail, MailSchemas.Input, MailSchemas.Output, CanRead: true, CanPreview: true)
            {
                Summary = "Sends a mail.",
            };
            return Adapter([description], new() { [SendMail] = Operation(input => input) });
        }

        var problems = new List<SetupProblem>();
        var declared = DeclaredOperation.ReadAll(declaration, _ => true, _ => true);
        var sending = new Dictionary<string, MailOperation>(StringComparer.Ordinal);
        foreach (var operation in declared)
        {
            try
            {
                Check(operation, problems);
                var mail = new DeclaredMail(operation, setup.DeclarationFolder);
                sending.Add(operation.Description.Name, Operation(mail.Fill));
            }
            catch (AdapterSetupException wrong)
            {
                problems.AddRange(wrong.Problems);
            }
        }

        var descriptions = declared.Select(
            operation => operation.Description with { OutputSchema = MailSchemas.Output });
        return problems.Count == 0 ? Adapter([.. descriptions], sending) : throw new AdapterSetupException(problems);

        MailAdapter Adapter(
            IReadOnlyList<OperationDescription> operations, Dictionary<string, MailOperation> sending) =>
            new(operations, sending, setup);

        MailOperation Operation(Func<JsonElement, JsonElement> contentOf) => new(server, rules, contentOf, setup.Time);
    }

    private static void Check(DeclaredOperation operation, List<SetupProblem> problems)
    {
        var (place, body) = ($"/declaration/operations/{operation.Description.Name}", operation.Body);
        bool Has(string name) => body.TryGetProperty(name, out _);
        if (!operation.Description.HasEffect)
            problems.Add(new($"{place}/hasEffect", "To send a mail has an effect. Leave it out."));
        if (operation.Description.Inverse is not null)
            problems.Add(new($"{place}/inverse", "A mail that was sent cannot be taken back. Leave it out."));
        if (Has("resources"))
            problems.Add(new($"{place}/resources", "A mail is nothing that is held. Leave it out."));
        if (!(Has("text") || Has("textFile") || Has("html") || Has("htmlFile")))
            problems.Add(new($"{place}/text", "The mail says nothing. Give text, textFile, html or htmlFile."));
        if ((Has("text") && Has("textFile")) || (Has("html") && Has("htmlFile")))
            problems.Add(new($"{place}/text", "A text stands here and in a file. Leave one of them out."));
    }
}
