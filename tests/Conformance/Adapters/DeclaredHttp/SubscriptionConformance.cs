using Orchestrator.TestKit;
using Orchestrator.TestKit.StandIns;

namespace Orchestrator.Tests.Conformance.Adapters.DeclaredHttp;

public sealed class Stripe_start_subscription_on_a_stand_in()
    : ReversibleAdapterConformance(new StandInTrial("stripe", new StripeStandIn()))
{
    protected override string Operation => "start-subscription";

    protected override IEnumerable<string> Secrets => new StripeStandIn().Secrets.Values;

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "price": "price_basic" }"""),
        ("RESOURCE_MISSING", """{ "customer": "cus_nobody", "price": "price_basic" }"""),
        ("RESOURCE_MISSING", """{ "customer": "cus_ada", "price": "price_none" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "customer": "cus_ada", "price": "price_basic", "quantity": {{number + 1}} }""";
}

public sealed class Stripe_change_subscription_on_a_stand_in()
    : ReversibleAdapterConformance(new StandInTrial("stripe", new StripeStandIn()))
{
    protected override string Operation => "change-subscription";

    protected override IEnumerable<string> Secrets => new StripeStandIn().Secrets.Values;

    protected override IEnumerable<(string Operation, string Input)> Before =>
        Enumerable.Repeat(("start-subscription", """{ "customer": "cus_bob", "price": "price_basic" }"""), 4)
            .Append(("cancel-subscription", """{ "subscription": "sub_4" }"""));

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "subscription": "sub_1" }"""),
        ("SUBSCRIPTION_UNKNOWN", """{ "subscription": "sub_99", "price": "price_pro" }"""),
        ("SUBSCRIPTION_CANCELED", """{ "subscription": "sub_4", "price": "price_pro" }"""),
        ("RESOURCE_MISSING", """{ "subscription": "sub_1", "price": "price_none" }"""),
    ];

    protected override string Input(int number) => $$"""{ "subscription": "sub_{{number + 1}}", "price": "price_pro" }""";
}

public sealed class Stripe_cancel_subscription_on_a_stand_in()
    : AdapterConformance(new StandInTrial("stripe", new StripeStandIn()))
{
    protected override string Operation => "cancel-subscription";

    protected override IEnumerable<string> Secrets => new StripeStandIn().Secrets.Values;

    protected override IEnumerable<(string Operation, string Input)> Before =>
        Enumerable.Repeat(("start-subscription", """{ "customer": "cus_bob", "price": "price_basic" }"""), 3);

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", "{ }"),
        ("SUBSCRIPTION_UNKNOWN", """{ "subscription": "sub_99" }"""),
    ];

    protected override string Input(int number) => $$"""{ "subscription": "sub_{{number + 1}}" }""";
}

public sealed class Kill_Bill_start_subscription_on_a_stand_in()
    : ReversibleAdapterConformance(new StandInTrial("killbill", new KillBillStandIn()))
{
    protected override string Operation => "start-subscription";

    protected override IEnumerable<string> Secrets => new KillBillStandIn().Secrets.Values;

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "planName": "super-monthly" }"""),
        ("REFUSED", """{ "accountId": "00000000-0000-0000-0000-000000000000", "planName": "super-monthly" }"""),
        ("REFUSED", $$"""{ "accountId": "{{KillBillStandIn.Account}}", "planName": "no-plan" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "accountId": "{{KillBillStandIn.Account}}", "planName": "{{(number == 1 ? "basic" : "super")}}-monthly" }""";
}

public sealed class Kill_Bill_change_subscription_on_a_stand_in()
    : ReversibleAdapterConformance(new StandInTrial("killbill", new KillBillStandIn()))
{
    protected override string Operation => "change-subscription";

    protected override IEnumerable<string> Secrets => new KillBillStandIn().Secrets.Values;

    protected override IEnumerable<(string Operation, string Input)> Before => Enumerable.Repeat(
        ("start-subscription", $$"""{ "accountId": "{{KillBillStandIn.Account}}", "planName": "basic-monthly" }"""), 3);

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "planName": "super-monthly" }"""),
        ("SUBSCRIPTION_UNKNOWN", """{ "subscriptionId": "none", "planName": "super-monthly" }"""),
        ("REFUSED", """{ "subscriptionId": "00000001-0000-0000-0000-000000000000", "planName": "no-plan" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "subscriptionId": "0000000{{number + 1}}-0000-0000-0000-000000000000", "planName": "super-monthly" }""";
}

public sealed class Kill_Bill_cancel_subscription_on_a_stand_in()
    : AdapterConformance(new StandInTrial("killbill", new KillBillStandIn()))
{
    protected override string Operation => "cancel-subscription";

    protected override IEnumerable<string> Secrets => new KillBillStandIn().Secrets.Values;

    protected override IEnumerable<(string Operation, string Input)> Before => Enumerable.Repeat(
        ("start-subscription", $$"""{ "accountId": "{{KillBillStandIn.Account}}", "planName": "basic-monthly" }"""), 3);

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", "{ }"),
        ("SUBSCRIPTION_UNKNOWN", """{ "subscriptionId": "none" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "subscriptionId": "0000000{{number + 1}}-0000-0000-0000-000000000000" }""";
}
