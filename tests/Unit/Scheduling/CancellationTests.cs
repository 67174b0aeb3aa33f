using Google.Protobuf.WellKnownTypes;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Errors;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.Unit.Scheduling;

/// <summary>Cancellations over the sandbox, from the order to the end of both use and payment.</summary>
public sealed class CancellationTests
{
    private static readonly DateTimeOffset Notice = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset TermEnd = new(2026, 3, 31, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Date = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What passes while a workflow of a few steps runs.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("atOnce", "atOnce")]
    [InlineData("atOnce", "endOfTerm")]
    [InlineData("atOnce", "date")]
    [InlineData("endOfTerm", "atOnce")]
    [InlineData("endOfTerm", "endOfTerm")]
    [InlineData("endOfTerm", "date")]
    [InlineData("date", "atOnce")]
    [InlineData("date", "endOfTerm")]
    [InlineData("date", "date")]
    public async Task A_service_is_used_and_paid_for_until_the_product_says_and_not_longer(string use, string payment)
    {
        await using var server = await DatedServer.StartAsync(Policy(use, payment));
        var service = await server.ProvisionAsync();
        server.Time.Advance(Notice - server.Time.GetUtcNow());
        var order = server.Order(service, Action.Deprovision, use == "date" || payment == "date" ? Date : null);

        var plan = await server.Part<PlanActivation>().HandleAsync(new() { Request = order }, "tester", default);
        order.PlanHash = plan.PlanHash;
        var accepted = await server.OrderAsync(order);

        var (useEnds, paymentEnds) = (EndOf(use), EndOf(payment));
        AssertAbout(useEnds, accepted.EntitlementEndTime);
        AssertAbout(paymentEnds, accepted.BillingEndTime);
        AssertAbout(useEnds, plan.EntitlementEndTime);
        AssertAbout(paymentEnds, plan.BillingEndTime);
        foreach (var end in new[] { useEnds, paymentEnds }.Order())
        {
            if (end > server.Time.GetUtcNow())
            {
                server.Time.Advance(end - TimeSpan.FromMinutes(1) - server.Time.GetUtcNow());
                AssertWorld(server, isUsed: useEnds >= end, isPaid: paymentEnds >= end);
                server.Time.Advance(end - server.Time.GetUtcNow());
            }

            await server.UntilAsync(
                accepted.Name,
                now => (end != useEnds || HasDone(now, "delete-mailbox")) && (end != paymentEnds || HasDone(now, "end-subscription")));
            AssertWorld(server, isUsed: useEnds > end, isPaid: paymentEnds > end);
        }

        var ended = await server.UntilAsync(accepted.Name, now => now.State == State.Completed);
        AssertAbout(paymentEnds, ended.Steps.Single(step => step.Id == "end-subscription").EndTime);
        AssertAbout(useEnds, ended.Steps.Single(step => step.Id == "remove-service").EndTime);
    }

    [Fact]
    public async Task A_cancellation_at_the_end_of_the_term_can_be_withdrawn_until_then_and_the_service_stays()
    {
        await using var server = await DatedServer.StartAsync(Policy("endOfTerm", "endOfTerm"));
        var service = await server.ProvisionAsync();
        var scheduled = await server.OrderAsync(server.Order(service, Action.Deprovision));
        var withdrawal = new V1.CancelActivationRequest
        {
            Name = scheduled.Name,
            RequestId = "withdraw",
            Decision = new V1.Decision { Reason = "The customer stays." },
        };

        var withdrawn = await server.Part<ActivationCommands>().CancelAsync(withdrawal, "tester", default);
        server.Time.Advance(TimeSpan.FromDays(60));

        Assert.Equal((State.Scheduled, State.Cancelled), (scheduled.State, withdrawn.State));
        Assert.Equal(State.Cancelled, (await server.GetAsync(scheduled.Name)).State);
        AssertWorld(server, isUsed: true, isPaid: true);
    }

    [Fact]
    public async Task The_same_order_again_has_the_same_dates_however_late_it_is_sent()
    {
        await using var server = await DatedServer.StartAsync(Policy("endOfTerm", "date"));
        var service = await server.ProvisionAsync();
        var order = server.Order(service, Action.Deprovision, Date);
        var first = await server.OrderAsync(order);

        server.Time.Advance(Date.AddDays(1) - server.Time.GetUtcNow());
        var again = await server.OrderAsync(order);

        Assert.Equal(
            (first.Name, first.EntitlementEndTime, first.BillingEndTime),
            (again.Name, again.EntitlementEndTime, again.BillingEndTime));
    }

    [Fact]
    public async Task A_persons_decision_ends_both_at_once_and_its_reason_stays_with_the_activation()
    {
        await using var server = await DatedServer.StartAsync(Policy("endOfTerm", "date"));
        var service = await server.ProvisionAsync();
        var order = server.Order(service, Action.Deprovision);
        order.AtOnce = new V1.Decision { Reason = "fraud", Ticket = "T-7" };

        var accepted = await server.OrderAsync(order);
        var ended = await server.UntilAsync(accepted.Name, now => now.State == State.Completed);

        Assert.Equal(order.AtOnce, ended.AtOnce);
        AssertAbout(DatedServer.Start, ended.EntitlementEndTime);
        AssertWorld(server, isUsed: false, isPaid: false);
    }

    [Fact]
    public async Task Dates_that_cannot_be_are_refused_with_their_fields()
    {
        await using var server = await DatedServer.StartAsync(Policy("endOfTerm", "date"));
        var service = await server.ProvisionAsync();
        var told = server.Order(service, Action.Deprovision, Date);
        told.Input = new Struct();
        told.Input.Fields.Add("billingEndTime", Value.ForString("2026-01-01T00:00:00Z"));
        var both = server.Order(service, Action.Deprovision, Date);
        both.AtOnce = new V1.Decision();

        Assert.Equal(["cancellation_date"], await RefusedAsync(server, server.Order(service, Action.Deprovision)));
        Assert.Equal(
            ["cancellation_date"],
            await RefusedAsync(server, server.Order(service, Action.Deprovision, DatedServer.Start.AddDays(-1))));
        Assert.Equal(["cancellation_date"], await RefusedAsync(server, server.Order(service, Action.Suspend, Date)));
        Assert.Equal(["input.billingEndTime"], await RefusedAsync(server, told));
        Assert.Equal(["at_once.reason", "cancellation_date"], await RefusedAsync(server, both));
    }

    [Fact]
    public async Task What_is_suspended_is_resumed_by_nothing_but_a_resume()
    {
        await using var server = await DatedServer.StartAsync(Policy("atOnce", "atOnce"));
        var service = await server.ProvisionAsync();
        var suspended = await RunAsync(server, server.Order(service, Action.Suspend));
        Assert.Contains("suspended", server.World(), StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<CallFailedException>(
            () => server.Part<ActivationCommands>().RollBackAsync(
                new V1.RollbackActivationRequest
                {
                    Name = suspended.Name,
                    RequestId = "back",
                    Decision = new V1.Decision { Reason = "a mistake" },
                },
                "tester",
                default));
        Assert.Equal(Reason.WrongState, refused.Reason);

        await RunAsync(server, server.Order(service, Action.Resume));
        Assert.DoesNotContain("suspended", server.World(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_service_can_be_deprovisioned()
    {
        await using var server = await DatedServer.StartAsync(Policy("atOnce", "atOnce"));
        var service = await server.ProvisionAsync();
        await RunAsync(server, server.Order(service, Action.Suspend));

        await RunAsync(server, server.Order(service, Action.Deprovision));

        AssertWorld(server, isUsed: false, isPaid: false);
    }

    private static string Policy(string use, string payment) =>
        $$"""{ "cancellation": { "entitlementEnds": "{{use}}", "billingEnds": "{{payment}}", "term": "P1M" } }""";

    private static DateTimeOffset EndOf(string policy) => policy switch
    {
        "endOfTerm" => TermEnd,
        "date" => Date,
        _ => Notice,
    };

    private static async Task<V1.Activation> RunAsync(DatedServer server, V1.StartActivationRequest order)
    {
        var accepted = await server.OrderAsync(order);
        return await server.UntilAsync(accepted.Name, now => now.State == State.Completed);
    }

    private static async Task<IEnumerable<string>> RefusedAsync(DatedServer server, V1.StartActivationRequest order)
    {
        var refused = await Assert.ThrowsAsync<CallFailedException>(() => server.OrderAsync(order));
        return refused.Fields.Select(problem => problem.Field).Order(StringComparer.Ordinal);
    }

    private static bool HasDone(V1.Activation activation, string step) =>
        activation.Steps.Any(one => one.Id == step && one.State == V1.Step.Types.State.Succeeded);

    private static void AssertAbout(DateTimeOffset expected, Timestamp actual) =>
        Assert.InRange(actual.ToDateTimeOffset(), expected, expected + Work);

    private static void AssertWorld(DatedServer server, bool isUsed, bool isPaid)
    {
        var world = server.World();
        Assert.Contains($"\nservices ({(isUsed ? 1 : 0)})", world, StringComparison.Ordinal);
        Assert.Contains($"\nsubscriptions ({(isPaid ? 1 : 0)})", world, StringComparison.Ordinal);
    }
}
