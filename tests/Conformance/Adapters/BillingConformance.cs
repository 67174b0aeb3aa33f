using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class Billing_open_account() : ReversibleAdapterConformance(new SandboxTrial("billing"))
{
    protected override string Operation => "open-account";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("open-account", """{ "customer": "taken" }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "account": "acc-1" }"""),
        ("ACCOUNT_EXISTS", """{ "customer": "taken" }"""),
        ("ACCOUNT_EXISTS", """{ "customer": "c1", "account": "acc-taken" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "customer": "c{{number}}", "currency": "CHF", "card": "card-7" }""";
}

public sealed class Billing_close_account() : ReversibleAdapterConformance(new SandboxTrial("billing"))
{
    protected override string Operation => "close-account";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("open-account", """{ "customer": "c0", "currency": "CHF", "card": "card-7" }"""),
        ("open-account", """{ "customer": "c1" }"""),
        ("open-account", """{ "customer": "c2" }"""),
        ("open-account", """{ "customer": "busy" }"""),
        ("start-subscription", """{ "account": "acc-busy", "plan": "broadband-100", "monthlyCents": 3990 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ }"""),
        ("ACCOUNT_IN_USE", """{ "account": "acc-busy" }"""),
    ];

    protected override string Input(int number) => $$"""{ "account": "acc-c{{number}}" }""";
}

public sealed class Billing_start_subscription() : ReversibleAdapterConformance(new SandboxTrial("billing"))
{
    protected override string Operation => "start-subscription";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("open-account", """{ "customer": "c1" }"""),
        ("start-subscription", """{ "account": "acc-c1", "plan": "taken", "monthlyCents": 3990 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "account": "acc-c1", "plan": "broadband", "monthlyCents": -1 }"""),
        ("UNKNOWN_ACCOUNT", """{ "account": "acc-c2", "plan": "broadband", "monthlyCents": 3990 }"""),
        ("SUBSCRIPTION_EXISTS", """{ "account": "acc-c1", "plan": "taken", "monthlyCents": 3990 }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "account": "acc-c1", "subscription": "line-{{number}}", "plan": "broadband", "monthlyCents": 3990 }""";
}

public sealed class Billing_change_subscription() : ReversibleAdapterConformance(new SandboxTrial("billing"))
{
    protected override string Operation => "change-subscription";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("open-account", """{ "customer": "c1" }"""),
        ("start-subscription", """{ "account": "acc-c1", "subscription": "line-0", "plan": "a", "monthlyCents": 1 }"""),
        ("start-subscription", """{ "account": "acc-c1", "subscription": "line-1", "plan": "a", "monthlyCents": 2 }"""),
        ("start-subscription", """{ "account": "acc-c1", "subscription": "line-2", "plan": "a", "monthlyCents": 3 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "account": "acc-c1", "plan": "b" }"""),
        ("UNKNOWN_SUBSCRIPTION", """{ "account": "acc-c1", "plan": "b", "monthlyCents": 3990 }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "account": "acc-c1", "subscription": "line-{{number}}", "plan": "b", "monthlyCents": 3990 }""";
}

public sealed class Billing_end_subscription() : ReversibleAdapterConformance(new SandboxTrial("billing"))
{
    protected override string Operation => "end-subscription";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("open-account", """{ "customer": "c1" }"""),
        ("start-subscription", """{ "account": "acc-c1", "plan": "plan-0", "monthlyCents": 3990 }"""),
        ("start-subscription", """{ "account": "acc-c1", "plan": "plan-1", "monthlyCents": 0 }"""),
        ("start-subscription", """{ "account": "acc-c1", "plan": "plan-2", "monthlyCents": 990 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "account": "acc-c1" }"""),
        ("INVALID_INPUT", """{ "plan": "plan-0" }"""),
    ];

    protected override string Input(int number) => $$"""{ "account": "acc-c1", "plan": "plan-{{number}}" }""";
}

public sealed class Billing_charge : ReversibleAdapterConformance
{
    private readonly SandboxTrial _trial;

    public Billing_charge()
        : this(new SandboxTrial("billing"))
    {
    }

    private Billing_charge(SandboxTrial trial)
        : base(trial) => _trial = trial;

    protected override string Operation => "charge";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("open-account", """{ "customer": "c1" }"""),
        ("open-account", """{ "customer": "poor", "card": "card-declined" }"""),
        ("open-account", """{ "customer": "late", "card": "card-expired" }"""),
        ("charge", """{ "account": "acc-c1", "reference": "taken", "amountCents": 100 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "account": "acc-c1", "reference": "setup", "amountCents": 0 }"""),
        ("UNKNOWN_ACCOUNT", """{ "account": "acc-c2", "reference": "setup", "amountCents": 4900 }"""),
        ("CHARGE_EXISTS", """{ "account": "acc-c1", "reference": "taken", "amountCents": 4900 }"""),
        ("CARD_EXPIRED", """{ "account": "acc-late", "reference": "setup", "amountCents": 4900 }"""),
        ("CARD_DECLINED", """{ "account": "acc-poor", "reference": "setup", "amountCents": 4900 }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "account": "acc-c1", "reference": "setup-{{number}}", "amountCents": 4900 }""";

    /// <summary>A refund stands beside its charge: what is restored is the balance.</summary>
    protected override Task<string> RestorableAsync()
    {
        using var text = new StringWriter();
        SandboxDump.Write(_trial.File, text, json: true);
        var world = JsonNode.Parse(text.ToString())!;

        var charged = world["charges"]!.AsArray().Sum(charge => (long)charge!["amount_cents"]!);
        var refunded = world["refunds"]!.AsArray().Sum(refund => (long)refund!["refund_cents"]!);
        return Task.FromResult($"{charged - refunded}");
    }
}

public sealed class Billing_refund() : AdapterConformance(new SandboxTrial("billing"))
{
    protected override string Operation => "refund";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("open-account", """{ "customer": "c1" }"""),
        ("charge", """{ "account": "acc-c1", "reference": "setup", "amountCents": 4900 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "account": "acc-c1" }"""),
        ("UNKNOWN_CHARGE", """{ "charge": "acc-c1/other" }"""),
        ("REFUND_TOO_LARGE", """{ "charge": "acc-c1/setup", "refundCents": 4901 }"""),
    ];

    protected override string Input(int number) => $$"""{ "charge": "acc-c1/setup", "refundCents": {{number + 1}} }""";
}
