using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Scheduling;
using Action = Orchestrator.V1.Action;

namespace Orchestrator.Tests.Unit.Scheduling;

/// <summary>Follow-ups of a service on the sandbox, however often and by whom they are looked for.</summary>
public sealed class FollowUpTests
{
    private const string Product =
        """
        {
          "cancellation": { "entitlementEnds": "endOfTerm", "billingEnds": "endOfTerm", "term": "P1Y" },
          "followUps": [
            { "id": "all-well", "after": "P14D", "workflow": "all-well.json" },
            { "id": "birthday", "each": "anniversary", "event": "customer-anniversary" },
            { "id": "renewal", "beforeTermEnd": "P30D", "event": "term-ends-soon" }
          ]
        }
        """;

    [Fact]
    public async Task Each_is_made_once_when_it_is_due_and_survives_a_restart()
    {
        await using var server = await DatedServer.StartAsync(Product);
        await server.ProvisionAsync();

        await SweepAsync(server);
        Assert.Empty(await MadeAsync(server));
        server.Time.Advance(TimeSpan.FromDays(14.5));
        await SweepAsync(server);
        await SweepAsync(server);
        await server.RestartAsync(TimeSpan.FromDays(1));
        await SweepAsync(server);

        var made = Assert.Single(await MadeAsync(server));
        Assert.Equal(("all-well", FollowUpOutcome.Started), (made.FollowUp, made.Outcome));
        var asked = await ListAsync(server, "follow-up", "all-well");
        await server.UntilAsync(asked.Single().Name, now => now.State == V1.Activation.Types.State.Completed);
        Assert.Contains("Is all well?", server.World(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_long_downtime_everything_missed_is_made_and_of_anniversaries_the_last()
    {
        await using var server = await DatedServer.StartAsync(Product);
        var service = await server.ProvisionAsync();

        await server.RestartAsync(TimeSpan.FromDays((365 * 3) - 20));
        await SweepAsync(server);
        await SweepAsync(server);

        var made = await MadeAsync(server);
        Assert.Equal(
            [("all-well", "2026-02-14"), ("birthday", "2028-01-31"), ("renewal", "2029-01-01")],
            made.Select(one => (one.FollowUp, $"{one.Due:yyyy-MM-dd}")).Order());
        var published = Assert.Single(await ListAsync(server, "event", "term-ends-soon"));
        Assert.Equal(
            (service, "C-1"),
            (published.Input.Fields["Payload"].StructValue.Fields["service"].StringValue, published.Customer));
    }

    [Fact]
    public async Task Of_a_service_that_is_about_to_end_nothing_follows_until_the_cancellation_is_withdrawn()
    {
        await using var server = await DatedServer.StartAsync(Product);
        var service = await server.ProvisionAsync();
        var pending = await server.OrderAsync(server.Order(service, Action.Deprovision));
        server.Time.Advance(TimeSpan.FromDays(15));

        await SweepAsync(server);
        Assert.Empty(await MadeAsync(server));
        await server.Part<ActivationCommands>().CancelAsync(
            new V1.CancelActivationRequest
            {
                Name = pending.Name,
                RequestId = "withdraw",
                Decision = new V1.Decision { Reason = "The customer stays." },
            },
            "tester",
            default);
        await SweepAsync(server);

        Assert.Equal(["all-well"], (await MadeAsync(server)).Select(one => one.FollowUp));
    }

    [Fact]
    public async Task Of_a_terminated_service_nothing_follows()
    {
        await using var server = await DatedServer.StartAsync(Product);
        var service = await server.ProvisionAsync();
        var order = server.Order(service, Action.Deprovision);
        order.AtOnce = new V1.Decision { Reason = "fraud" };
        var ending = await server.OrderAsync(order);
        await server.UntilAsync(ending.Name, now => now.State == V1.Activation.Types.State.Completed);

        server.Time.Advance(TimeSpan.FromDays(400));
        await SweepAsync(server);

        Assert.Empty(await MadeAsync(server));
    }

    private static async Task SweepAsync(DatedServer server)
    {
        var sweep = server.Part<IEnumerable<IRecurringWork>>().Single(work => work.Name == "follow-ups");
        var now = server.Time.GetUtcNow();
        var running = sweep.RunAsync(new RecurringMoment(now, now), default);
        while (!running.IsCompleted)
        {
            server.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await running;
    }

    private static Task<IReadOnlyList<MadeFollowUp>> MadeAsync(DatedServer server) =>
        server.Part<IFollowUps>().ListAsync(new RecordQuery("C-1", 100), default);

    private static async Task<IReadOnlyList<V1.Activation>> ListAsync(DatedServer server, string label, string value)
    {
        var request = new V1.ListActivationsRequest { Filter = new V1.ActivationFilter() };
        request.Filter.Labels.Add(label, value);
        return (await server.Part<ListActivations>().HandleAsync(request, default)).Activations;
    }
}
