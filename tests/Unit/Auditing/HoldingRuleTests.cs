using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Auditing.Comparing;

namespace Orchestrator.Tests.Unit.Auditing;

/// <summary>What is suspicious about what the sides say.</summary>
public sealed class HoldingRuleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly AuditedProduct Line = new(
        "line", "billing", "subscription", new FindingMoney(29.90m, "EUR", "P1M", 358.80m));

    private static readonly AuditedService Active = new("s1", "ann", "line", 1, ServiceState.Active, 1);

    [Fact]
    public void What_both_sides_have_is_as_it_should_be_also_where_each_knows_what_the_other_does_not()
    {
        Assert.Null(HoldingRules.Judge(Pair([Held("s1", ("plan", "a"), ("ours", "x"))], ("plan", "a"), ("theirs", "y"))));
    }

    [Fact]
    public void What_no_ledger_has_is_an_orphan() =>
        Assert.IsType<Suspicion.Orphan>(HoldingRules.Judge(Pair([], ("plan", "a"))));

    [Fact]
    public void What_both_name_and_say_otherwise_is_drift()
    {
        var drift = Assert.IsType<Suspicion.Differing>(
            HoldingRules.Judge(Pair([Held("s1", ("plan", "a"), ("speed", "1"))], ("plan", "b"), ("speed", "1"))));

        Assert.Equal(["plan"], drift.Names);
    }

    [Fact]
    public void What_services_share_is_no_drift_where_one_of_them_agrees_with_the_system()
    {
        Assert.Null(HoldingRules.Judge(Pair([Held("s1", ("plan", "a")), Held("s2", ("plan", "b"))], ("plan", "b"))));
        Assert.NotNull(HoldingRules.Judge(Pair([Held("s1", ("plan", "a")), Held("s2", ("plan", "b"))], ("plan", "c"))));
    }

    [Fact]
    public void A_service_that_has_all_it_should_is_fine() =>
        Assert.Empty(Judge(Active, Holding("subscription", true), Holding("account", true)));

    [Fact]
    public void An_active_service_that_nothing_was_made_to_bill_is_not_billed()
    {
        var unbilled = Assert.IsType<Suspicion.Unbilled>(Assert.Single(Judge(Active, Holding("account", true))));

        Assert.Null(unbilled.Holding);
    }

    [Fact]
    public void An_active_service_whose_bill_the_system_does_not_hold_is_not_billed_and_nothing_else()
    {
        var unbilled = Assert.IsType<Suspicion.Unbilled>(
            Assert.Single(Judge(Active, Holding("subscription", false), Holding("account", true))));

        Assert.NotNull(unbilled.Holding);
    }

    [Fact]
    public void A_second_bill_that_is_missing_is_a_missing_resource() => Assert.IsType<Suspicion.Missing>(
        Assert.Single(Judge(Active, Holding("subscription", true), Holding("subscription", false))));

    [Fact]
    public void What_the_ledger_alone_says_counts_where_a_system_cannot_list()
    {
        Assert.Empty(Judge(Active, Holding("subscription", null)));
        Assert.IsType<Suspicion.Unbilled>(Assert.Single(Judge(Active)));
        Assert.IsType<Suspicion.BilledInVain>(Assert.Single(Judge(
            Active with { State = ServiceState.TeardownIncomplete }, Holding("subscription", null))));
    }

    [Theory]
    [InlineData(ServiceState.Reserved)]
    [InlineData(ServiceState.Terminating)]
    [InlineData(ServiceState.Terminated)]
    [InlineData(ServiceState.TeardownIncomplete)]
    public void What_bills_a_service_that_is_not_active_is_billed_in_vain(ServiceState state) =>
        Assert.IsType<Suspicion.BilledInVain>(Assert.Single(
            Judge(Active with { State = state }, Holding("subscription", true))));

    [Fact]
    public void What_bills_a_service_that_is_not_there_is_billed_in_vain() =>
        Assert.IsType<Suspicion.BilledInVain>(Assert.Single(Judge(null, Holding("subscription", true))));

    [Fact]
    public void A_suspended_service_is_not_judged_by_its_bill()
    {
        Assert.Empty(Judge(Active with { State = ServiceState.Suspended }, Holding("subscription", true)));
        Assert.Empty(Judge(Active with { State = ServiceState.Suspended }));
    }

    [Fact]
    public void A_service_of_a_product_that_is_paid_once_or_elsewhere_needs_no_bill_here()
    {
        Assert.Empty(HoldingRules.Judge("billing", "s1", Active, [], new AuditedProduct("line", null, null, null), Bills));
        Assert.Empty(HoldingRules.Judge("billing", "s1", Active, [], Line with { BillingAdapter = "other" }, Bills));
        Assert.Empty(HoldingRules.Judge("billing", "s1", Active, [], null, Bills));
    }

    [Fact]
    public void What_is_held_for_a_service_that_has_ended_or_is_not_there_has_no_owner()
    {
        Assert.IsType<Suspicion.Ownerless>(Assert.Single(
            Judge(Active with { State = ServiceState.Terminated }, Holding("account", true))));
        Assert.IsType<Suspicion.Ownerless>(Assert.Single(Judge(null, Holding("account", false))));
    }

    [Fact]
    public void What_the_system_does_not_hold_is_missing() => Assert.IsType<Suspicion.Missing>(
        Assert.Single(Judge(Active, Holding("subscription", true), Holding("account", false))));

    [Fact]
    public void A_finding_has_a_name_that_follows_from_what_it_is_about()
    {
        Finding Of(FindingKind kind, string id, string service) =>
            new(kind, "mail", "mail", "mailbox", id, service) { Summary = "" };

        Assert.Equal(Of(FindingKind.Drift, "a", "s1").Id, (Of(FindingKind.Drift, "a", "s1") with { Summary = "x" }).Id);
        Assert.NotEqual(Of(FindingKind.Drift, "a", "s1").Id, Of(FindingKind.Drift, "a", "s2").Id);
        Assert.NotEqual(Of(FindingKind.Drift, "a", "s1").Id, Of(FindingKind.MissingResource, "a", "s1").Id);
        Assert.Equal(
            Of(FindingKind.BillingWithoutService, "a", "").Id, Of(FindingKind.BillingWithoutService, "a", "s1").Id);
    }

    private static bool Bills(string kind) => kind == "subscription";

    private static List<Suspicion> Judge(AuditedService? owner, params ServiceHolding[] holdings) =>
        [.. HoldingRules.Judge("billing", "s1", owner, holdings, owner is null ? null : Line, Bills)];

    private static ServiceHolding Holding(string kind, bool? isListed) => new(kind, $"{kind}-1", Held("s1"), isListed);

    private static HeldResource Held(string service, params (string Name, string Value)[] attributes) =>
        new(service, 7, "make", Noon, attributes.ToDictionary(static one => one.Name, static one => one.Value));

    private static ResourcePair Pair(IReadOnlyList<HeldResource> held, params (string Name, string Value)[] listed) =>
        new("subscription", "x", held, listed.ToDictionary(static one => one.Name, static one => one.Value));
}
