using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Mail;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Mail;

/// <summary>An adapter that sends to a domain of its own.</summary>
internal sealed class MailTrial : AdapterTrial
{
    private static int _domains;

    private readonly MailSink _sink;
    private readonly SmtpRelay _relay;

    public MailTrial(MailSink sink)
    {
        _sink = sink;
        _relay = new SmtpRelay(sink.Port);
        Domain = $"d{Interlocked.Increment(ref _domains)}.example.com";
        Adapter = Make(Settings(_relay.Port), Records);
    }

    public string Domain { get; }

    public MemoryRecords Records { get; } = new();

    public override IAdapter Adapter { get; }

    public static IAdapter Make(
        JsonObject settings, MemoryRecords records, string? declaration = null, string folder = "/")
    {
        Environment.SetEnvironmentVariable("MAIL_TRIAL_PASSWORD", MailSink.Password);
        Environment.SetEnvironmentVariable("MAIL_TRIAL_WRONG", "not that horse");
        return new MailAdapterFactory().Create(new AdapterSetup(
            "post", JsonSerializer.SerializeToElement(settings), "/", new SecretReader("/"), records)
        {
            Declaration = declaration is null ? null : JsonDocument.Parse(declaration).RootElement,
            DeclarationFolder = folder,
        });
    }

    public JsonObject Settings(int port) => new()
    {
        ["server"] = $"smtp://127.0.0.1:{port}",
        ["startTls"] = false,
        ["allowClearText"] = true,
        ["user"] = MailSink.User,
        ["password"] = new JsonObject { ["env"] = "MAIL_TRIAL_PASSWORD" },
        ["from"] = "Zoë's Service <service@example.com>",
        ["recipientDomains"] = new JsonArray(Domain, "xn--bcher-kva.example"),
    };

    public override Task<string> WorldAsync() => Task.FromResult(string.Join('\n', _sink.To(Domain)));

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
    {
        _relay.Next = mishap;
        return call;
    }

    public override ValueTask DisposeAsync() => _relay.DisposeAsync();
}
