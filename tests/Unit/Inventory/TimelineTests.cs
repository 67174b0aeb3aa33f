using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Unit.Inventory.TimelineWorld;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;
using ServiceState = Orchestrator.Core.Sagas.ServiceState;

namespace Orchestrator.Tests.Unit.Inventory;

/// <summary>What a support person reads of a customer.</summary>
public sealed class TimelineTests
{
    private static readonly Who Ann = new("ann", "r-1", "hash", "the customer called", "T-1");
    private static readonly StepError Taken = new("PORT_TAKEN", "Port 7 has secret-7 on it.", Retryable: false);

    private readonly TimelineWorld _world = new();

    [Fact]
    public async Task An_order_tells_who_asked_how_with_what_and_what_came_of_it_in_plain_sentences()
    {
        var order = Order(ActivationAction.Provision, "s-1", "Eve Mill") with { Channel = Channel.Phone, OrderReference = "O-1" };
        await _world.RunAsync(
            order,
            Service(ServiceState.Active),
            (0, new ActivationStarted()),
            (1, new StepSucceeded("reserve-port")),
            (1, new VariableSet(0, "port", "7")),
            (2, new FalloutRaised("open-port", Taken)),
            (3, new FalloutResolved(Ann, "open-port", FalloutDecision.Retry)),
            (4, new StepSucceeded("open-port")),
            (5, new ActivationCompleted()));

        Assert.Equal(
            [
                "0 Order: Eve Mill asked by phone to provision broadband with order O-1.",
                "0 Order: The workflow began.",
                "1 Step: Step 'reserve-port' is done.",
                "2 Decision: Step 'open-port' needs a decision: Port 7 has *** on it.",
                "3 Decision: ann decided RETRY for step 'open-port': the customer called (T-1).",
                "4 Step: Step 'open-port' is done.",
                "5 Order: The workflow finished.",
                "5 Service: services/s-1 is active.",
            ],
            await _world.LinesAsync());
        var first = (await _world.ReadAsync(new() { Customer = "C-1", OldestFirst = true }))[0];
        Assert.Equal(("Eve Mill", "services/s-1"), (first.Actor, first.Service));
        Assert.Equal(
            (V1.Action.Provision, V1.Channel.Phone, "O-1", V1.Activation.Types.State.Completed, Noon.AddMinutes(5)),
            (first.Order.Action, first.Order.Channel, first.Order.OrderReference, first.Order.Outcome, first.Order.EndTime.ToDateTimeOffset()));
    }

    [Fact]
    public async Task A_rollback_is_told_with_its_reason_and_the_order_is_open_until_it_is_done()
    {
        var order = Order(ActivationAction.Provision, "s-1");
        await _world.RunAsync(
            order,
            null,
            (0, new ActivationCompleted()),
            (1, new RollbackRequested(Ann)),
            (2, new RollbackStarted("Somebody asked for it.")),
            (3, new CompensationSucceeded("open-port")));

        var lines = await _world.LinesAsync();
        var accepted = (await _world.ReadAsync(new() { Customer = "C-1", OldestFirst = true }))[0];

        Assert.Equal(
            [
                "1 Decision: ann asked to undo everything: the customer called (T-1).",
                "2 Order: Undoing everything began. Somebody asked for it.",
                "3 Step: Step 'open-port' is undone.",
            ],
            lines[^3..]);
        Assert.Equal((V1.Activation.Types.State.Unspecified, null), (accepted.Order.Outcome, accepted.Order.EndTime));
    }

    [Fact]
    public async Task Contacts_and_payments_stand_where_they_happened_among_what_the_orders_did()
    {
        await _world.RunAsync(
            Order(ActivationAction.Suspend, "s-1"), Service(ServiceState.Suspended), (10, new ActivationCompleted()));
        await _world.ContactAsync(5, "No sync since noon");
        await _world.PaymentAsync(2, PaymentKind.Charge, "INV-1");
        await _world.PaymentAsync(8, PaymentKind.FailedPayment, "INV-1", "the card has expired");
        await _world.PaymentAsync(12, PaymentKind.Payment);
        await _world.PaymentAsync(13, PaymentKind.Refund);

        Assert.Equal(
            [
                "2 Payment: The customer was charged 29.90 EUR (INV-1).",
                "5 Contact: ann (technical support) spoke with the customer by phone: No sync since noon",
                "8 Payment: A payment of 29.90 EUR failed (INV-1): the card has expired",
                "10 Order: crm asked to suspend services/s-1 (broadband).",
                "10 Order: The workflow finished.",
                "10 Service: services/s-1 is suspended.",
                "12 Payment: The customer paid 29.90 EUR.",
                "13 Payment: 29.90 EUR were paid back to the customer.",
            ],
            await _world.LinesAsync());
        Assert.Equal(
            ["13", "12", "10", "10", "10", "8", "5", "2"],
            (await _world.LinesAsync(request => request.OldestFirst = false)).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task A_service_that_was_to_end_and_still_held_something_is_told_so_and_so_is_the_decision_that_ended_it()
    {
        var first = await _world.RunAsync(
            Order(ActivationAction.Deprovision, "s-1"), null, (0, new ActivationCompleted()));
        await _world.HoldAsync(new LedgerEntry("s-1", "network", "port", "7") { Activation = first }, first);
        await _world.RunAsync(
            Order(ActivationAction.Deprovision, "s-1"), Service(ServiceState.Terminated), (5, new ActivationCompleted()));
        var incomplete = await _world.LinesAsync(request => request.Kinds.Add(Kind.Service));

        await _world.Teardowns.ResolveAsync(
            new NewTeardownDecision(
                "d-1",
                "s-1",
                TeardownResolution.ReleasedByHand,
                [new ResourceKey("network", "port", "7", "s-1")],
                Ann,
                Noon.AddMinutes(9)),
            default);
        var ended = await _world.LinesAsync(request => request.Kinds.Add(Kind.Service));

        Assert.Equal(
            [
                "0 Service: services/s-1 was to end, and still held something.",
                "5 Service: services/s-1 was to end, and may still hold something. 1 resource is left.",
            ],
            incomplete);
        Assert.Equal(
            [
                "0 Service: services/s-1 was to end, and still held something.",
                "5 Service: services/s-1 was to end, and still held something.",
                "9 Decision: ann decided that port 7 was released by hand: the customer called. services/s-1 is terminated.",
            ],
            ended);
    }

    [Fact]
    public async Task What_only_the_engine_cares_for_and_what_a_child_was_told_is_left_out()
    {
        var child = Order(ActivationAction.Custom, "") with { Parent = new ParentStep(7, "child", 1) };
        await _world.RunAsync(
            child,
            null,
            (0, new ActivationStarted()),
            (1, new StepRequested(1, "open-port", 0, Value.Null)),
            (2, new StepStarted("open-port")),
            (3, new StepFailed("open-port", Taken, FailureExit.RollBack)),
            (4, new ActivationRolledBack()));

        Assert.Equal(
            ["3 Step: Step 'open-port' failed: Port 7 has *** on it. Everything is undone."], await _world.LinesAsync());
    }

    [Fact]
    public async Task It_is_narrowed_by_service_and_kind()
    {
        await _world.RunAsync(Order(ActivationAction.Resume, "s-1"), null, (0, new ActivationCompleted()));
        await _world.RunAsync(Order(ActivationAction.Resume, "s-2"), null, (1, new ActivationCompleted()));
        await _world.ContactAsync(2, "of both");
        await _world.ContactAsync(3, "of one", "s-2");

        Assert.Equal(
            ["1 Service: services/s-2 is active again.", "3 Contact: ann (technical support) spoke with the customer by phone: of one"],
            await _world.LinesAsync(request =>
            {
                request.Service = "services/s-2";
                request.Kinds.AddRange([Kind.Contact, Kind.Service]);
            }));
        Assert.Equal(4, (await _world.LinesAsync(request => request.Kinds.Add(Kind.Order))).Length);
        Assert.Empty(await _world.LinesAsync(request => request.Customer = "C-2"));
    }

    private static ServiceEntry Service(ServiceState state) => new("s-1", "C-1", "broadband", state, 0);
}
