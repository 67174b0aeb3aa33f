using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Mail;

public sealed class Mail_send_mail(MailSink sink) : AdapterConformance(new MailTrial(sink)), IClassFixture<MailSink>
{
    protected override string Operation => "send-mail";

    protected override bool TellsWhatBecameOfLostCalls => false;

    protected override IEnumerable<string> Secrets => [MailSink.Password];

    private string Domain => ((MailTrial)Trial).Domain;

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", $$"""{ "to": "ada@{{Domain}}", "text": "Hello." }"""),
        ("INVALID_INPUT", $$"""{ "to": "ada@{{Domain}}", "subject": "Hello" }"""),
        ("INVALID_INPUT", """{ "to": [], "subject": "Hello", "text": "Hello." }"""),
        ("ADDRESS_INVALID", """{ "to": "ada", "subject": "Hello", "text": "Hello." }"""),
        ("ADDRESS_INVALID", $$"""{ "to": "ada@{{Domain}}>\r\nRCPT TO:<eve", "subject": "Hello", "text": "Hello." }"""),
        ("ADDRESS_INVALID", $$"""{ "to": "ada@{{Domain}}, eve@evil.example", "subject": "Hello", "text": "Hello." }"""),
        ("HEADER_INVALID", $$"""{ "to": "ada@{{Domain}}", "subject": "Hello\r\nBcc: eve@evil.example", "text": "Hello." }"""),
        ("HEADER_INVALID", $$"""{ "to": "A\nB <ada@{{Domain}}>", "subject": "Hello", "text": "Hello." }"""),
        ("RECIPIENT_NOT_ALLOWED", """{ "to": "ada@evil.example", "subject": "Hello", "text": "Hello." }"""),
        ("RECIPIENT_REFUSED", $$"""{ "to": ["ada@{{Domain}}", "refused@{{Domain}}"], "subject": "Hello", "text": "Hello." }"""),
        ("MAIL_REFUSED", $$"""{ "to": "ada@{{Domain}}", "subject": "poison", "text": "Hello." }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "to": "ada@{{Domain}}", "subject": "Welcome {{number}}", "text": "Hello,\nyour line is ready." }""";
}
