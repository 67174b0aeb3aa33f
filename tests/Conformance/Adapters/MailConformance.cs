using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class Mail_create_mailbox() : ReversibleAdapterConformance(new SandboxTrial("mail"))
{
    protected override string Operation => "create-mailbox";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("create-mailbox", """{ "address": "taken@example.com", "quotaMb": 5 }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "displayName": "Ada" }"""),
        ("INVALID_INPUT", """{ "address": "ada@example.com", "quotaMb": 0 }"""),
        ("INVALID_INPUT", """{ "address": "ada@example.com", "displayName": "\ud800" }"""),
        ("ADDRESS_INVALID", """{ "address": "ada" }"""),
        ("UNKNOWN_DOMAIN", """{ "address": "ada@nowhere.invalid" }"""),
        ("MAILBOX_EXISTS", """{ "address": "Taken@Example.com" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "address": "Ada{{number}}@example.com", "customer": "c1", "displayName": "Ada", "quotaMb": 500 }""";
}

public sealed class Mail_delete_mailbox() : ReversibleAdapterConformance(new SandboxTrial("mail"))
{
    protected override string Operation => "delete-mailbox";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("create-mailbox", """{ "address": "ada0@example.com", "customer": "c1", "displayName": "A", "quotaMb": 5 }"""),
        ("create-mailbox", """{ "address": "ada1@example.com", "customer": "c2" }"""),
        ("create-mailbox", """{ "address": "ada2@example.com" }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ }"""),
        ("ADDRESS_INVALID", """{ "address": "ada @example.com" }"""),
    ];

    protected override string Input(int number) => $$"""{ "address": "ada{{number}}@example.com" }""";
}

public sealed class Mail_send() : AdapterConformance(new SandboxTrial("mail"))
{
    protected override string Operation => "send";

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "to": "ada@example.com", "subject": "Welcome" }"""),
        ("ADDRESS_INVALID", """{ "to": "ada@", "subject": "Welcome", "text": "Hello." }"""),
        ("RECIPIENT_REJECTED", """{ "to": "ada@nowhere.invalid", "subject": "Welcome", "text": "Hello." }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "to": "ada@example.com", "subject": "Welcome {{number}}", "text": "Hello,\nyour line is ready." }""";
}
