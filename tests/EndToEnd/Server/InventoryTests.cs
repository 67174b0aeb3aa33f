using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;
using State = Orchestrator.V1.Service.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Support staff and billing ask what a customer has, and tell what happened.</summary>
public sealed class InventoryTests : IAsyncLifetime, IDisposable
{
    private readonly CableFiles _files = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await RunningServer.StartAsync(settings => settings with { Workflows = _files.Folder });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_service_shows_what_it_holds_and_is_found_by_it()
    {
        var service = await OrderAsync(Action.Provision);

        var shown = await GetAsync(service);
        var user = await _server.Inventory.ListResourcesAsync(
            new ListResourcesRequest { Adapter = "network", Kind = "port", ExternalId = shown.Resources[0].ExternalId });
        var both = await _server.Inventory.ListResourcesAsync(
            new ListResourcesRequest { Customer = "C-7", ExternalIdPrefix = "access-1" });
        var holders = await _server.Inventory.ListServicesAsync(
            new ListServicesRequest { Customer = "C-7", Adapter = "network", Kind = "port", States = { State.Active } });

        Assert.Equal(
            (State.Active, "C-7", "cable", "activations/" + service["services/".Length..], ""),
            (shown.State, shown.Customer, shown.Product, shown.Activation, shown.OpenActivation));
        Assert.NotNull(shown.CreateTime);
        Assert.True(shown.ActiveTime >= shown.CreateTime);
        Assert.Null(shown.PendingCancellation);
        Assert.Equal(["far-end", "near-end"], shown.Resources.Select(one => one.Step).Order());
        Assert.Equal(shown.Resources[0], Assert.Single(user.Resources));
        Assert.Equal(shown.Resources, both.Resources);
        Assert.Equal(service, Assert.Single(holders.Services).Name);
    }

    [Fact]
    public async Task Of_a_service_that_there_is_none_of_nobody_is_told_that_it_holds_nothing()
    {
        var refused = await Refused.ByAsync(
            _server.Inventory.ListResourcesAsync(new ListResourcesRequest { Service = "services/0mistyped" }));

        Assert.Equal((StatusCode.NotFound, "SERVICE_NOT_FOUND"), (refused.Code, refused.Reason));
        Assert.Equal("services/0mistyped", refused.Metadata["service"]);
    }

    [Fact]
    public async Task Pages_of_resources_follow_each_other()
    {
        var service = await OrderAsync(Action.Provision);

        var first = await _server.Inventory.ListResourcesAsync(new ListResourcesRequest { Service = service, PageSize = 1 });
        var second = await _server.Inventory.ListResourcesAsync(
            new ListResourcesRequest { Service = service, PageSize = 1, PageToken = first.NextPageToken });

        Assert.Equal((1, 1, ""), (first.Resources.Count, second.Resources.Count, second.NextPageToken));
        Assert.NotEqual(first.Resources[0].ExternalId, second.Resources[0].ExternalId);
    }

    [Fact]
    public async Task A_suspended_service_says_who_had_it_suspended_and_one_that_is_to_end_when_it_does()
    {
        var service = await OrderAsync(Action.Provision);
        var suspension = await SendAsync(Action.Suspend, order =>
        {
            order.Service = service;
            (order.Requester, order.OrderReference) = ("Eve Mill", "O-9");
        });
        var later = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(30));
        var suspended = await GetAsync(service);
        await OrderAsync(Action.Resume, service);

        var cancellation = await _server.Activations.StartActivationAsync(Order(Action.Deprovision, order =>
        {
            (order.Service, order.Requester, order.Channel) = (service, "Eve Mill", Channel.InPerson);
            order.RequestedStartTime = later;
        }));
        var pending = await GetAsync(service);
        await _server.Activations.CancelActivationAsync(new CancelActivationRequest
        {
            Name = cancellation.Name,
            RequestId = _server.NewRequestId(),
            Decision = new Decision { Reason = "the customer stays" },
        });

        Assert.Equal((State.Inactive, Service.Types.Inactivity.Suspended), (suspended.State, suspended.Inactivity));
        Assert.StartsWith(
            $"Eve Mill had it suspended with order O-9 by {suspension.Name}.", suspended.StateReason, StringComparison.Ordinal);
        Assert.Equal(State.Active, pending.State);
        Assert.Equal(
            (cancellation.Name, "Eve Mill", Channel.InPerson),
            (pending.PendingCancellation.Activation, pending.PendingCancellation.Requester, pending.PendingCancellation.Channel));
        Assert.NotNull(pending.PendingCancellation.StartTime);
        Assert.Null((await GetAsync(service)).PendingCancellation);
    }

    [Fact]
    public async Task What_a_teardown_left_is_decided_about_and_with_the_last_of_it_the_service_ends()
    {
        var service = await OrderAsync(Action.Provision);
        await OrderAsync(Action.Deprovision, service);
        var left = await GetAsync(service);
        var worklist = await _server.Inventory.ListServicesAsync(
            new ListServicesRequest { Customer = "C-7", States = { State.TeardownIncomplete } });

        var request = Resolution(service, left.Resources[0]);
        var first = await _server.Inventory.ResolveTeardownAsync(request);
        var again = await _server.Inventory.ResolveTeardownAsync(request);
        var gone = await Refused.ByAsync(
            _server.Inventory.ResolveTeardownAsync(Resolution(service, left.Resources[0], left.Resources[1])));
        var second = await _server.Inventory.ResolveTeardownAsync(Resolution(service, left.Resources[1]));
        var over = await Refused.ByAsync(
            _server.Inventory.ResolveTeardownAsync(Resolution(service, left.Resources[1])));
        var reused = await Refused.ByAsync(_server.Inventory.ResolveTeardownAsync(
            new ResolveTeardownRequest(request) { Resolution = TeardownResolution.NeverExisted }));

        Assert.Equal((State.TeardownIncomplete, 2), (left.State, left.Resources.Count));
        Assert.Equal(service, Assert.Single(worklist.Services).Name);
        Assert.Equal((State.TeardownIncomplete, 1), (first.State, first.ResourcesLeft));
        Assert.Equal(left.Resources[0], Assert.Single(first.Resources));
        Assert.Equal(first, again);
        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (gone.Code, gone.Reason));
        Assert.Equal((State.Terminated, 0), (second.State, second.ResourcesLeft));
        Assert.Equal((StatusCode.FailedPrecondition, "WRONG_SERVICE_STATE"), (over.Code, over.Reason));
        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (reused.Code, reused.Reason));
        var ended = await GetAsync(service);
        Assert.Equal((State.Terminated, second.Time), (ended.State, ended.EndTime));
        Assert.Equal(
            $"{second.Actor} decided that port {left.Resources[1].ExternalId} was released by hand: the card was swapped. "
                + $"{service} is terminated.",
            (await TimelineAsync(Kind.Decision))[0].Summary);
    }

    [Fact]
    public async Task While_an_activation_of_the_service_is_open_nothing_is_decided_and_elsewhere_nothing_needs_to_be()
    {
        var service = await OrderAsync(Action.Provision);
        var port = (await GetAsync(service)).Resources[0];

        var active = await Refused.ByAsync(_server.Inventory.ResolveTeardownAsync(Resolution(service, port)));
        var unknown = await Refused.ByAsync(_server.Inventory.ResolveTeardownAsync(Resolution("services/nobody", port)));

        Assert.Equal("WRONG_SERVICE_STATE", active.Reason);
        Assert.Equal((StatusCode.NotFound, "SERVICE_NOT_FOUND"), (unknown.Code, unknown.Reason));
    }

    [Fact]
    public async Task A_timeline_has_orders_steps_contacts_and_payments_of_all_services()
    {
        var provisioned = await SendAsync(Action.Provision, order =>
        {
            order.Product = "cable";
            (order.Requester, order.Channel, order.OrderReference) = ("Eve Mill", Channel.Phone, "O-1");
        });
        var contact = new RecordContactRequest
        {
            RequestId = _server.NewRequestId(),
            Customer = "C-7",
            Kind = ContactKind.TechnicalSupport,
            Channel = Channel.Phone,
            Summary = "No sync",
            Service = provisioned.Service,
        };
        var payment = new RecordPaymentRequest
        {
            RequestId = _server.NewRequestId(),
            Customer = "C-7",
            Kind = PaymentKind.FailedPayment,
            Amount = "29.90",
            Currency = "EUR",
            Reference = "INV-1",
        };

        var recorded = await _server.Inventory.RecordContactAsync(contact);
        var paid = await _server.Inventory.RecordPaymentAsync(payment);

        Assert.Equal(recorded, await _server.Inventory.RecordContactAsync(contact));
        Assert.Equal(paid, await _server.Inventory.RecordPaymentAsync(payment));
        Assert.Equal("29.90", paid.Amount);
        var timeline = await TimelineAsync();
        Assert.Equal(
            [
                "A payment of 29.90 EUR failed (INV-1).",
                "anonymous (technical support) spoke with the customer by phone: No sync",
                $"{provisioned.Service} is active.",
                "The workflow finished.",
                "Step 'far-end' is done.",
                "Step 'near-end' is done.",
                "The workflow began.",
                "Eve Mill asked by phone to provision cable with order O-1.",
            ],
            timeline.Select(entry => entry.Summary));
        Assert.Equal(recorded, timeline[1].Contact);
        Assert.Equal(Activation.Types.State.Completed, timeline[^1].Order.Outcome);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_request_is_told_at_once()
    {
        var contact = await Refused.ByAsync(_server.Inventory.RecordContactAsync(new RecordContactRequest
        {
            Channel = Channel.Trigger,
            OccurTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1)),
            Service = "x",
        }));
        var payment = await Refused.ByAsync(_server.Inventory.RecordPaymentAsync(new RecordPaymentRequest
        {
            RequestId = "r",
            Customer = "C-7",
            Kind = PaymentKind.Charge,
            Amount = "-1",
            Currency = "euro",
        }));
        var teardown = await Refused.ByAsync(_server.Inventory.ResolveTeardownAsync(new ResolveTeardownRequest
        { Resources = { new ResourceName(), new ResourceName() } }));
        var stranger = await Refused.ByAsync(_server.Inventory.RecordContactAsync(new RecordContactRequest
        {
            RequestId = "s",
            Customer = "C-8",
            Kind = ContactKind.Sales,
            Channel = Channel.Web,
            Summary = "about another's service",
            Service = await OrderAsync(Action.Provision),
        }));

        Assert.Equal(
            ["request_id", "customer", "kind", "channel", "summary", "service", "occur_time"],
            contact.Fields.Select(one => one.Field));
        Assert.Equal(["amount", "currency"], payment.Fields.Select(one => one.Field));
        Assert.Equal(
            [
                "name", "request_id", "resolution", "decision.reason", "resources[0].adapter", "resources[0].kind",
                "resources[0].external_id", "resources[1].adapter", "resources[1].kind", "resources[1].external_id", "resources[1]",
            ],
            teardown.Fields.Select(one => one.Field));
        Assert.Equal((StatusCode.NotFound, "SERVICE_NOT_FOUND"), (stranger.Code, stranger.Reason));
    }

    private async Task<string> OrderAsync(Action action, string service = "")
    {
        var ended = await SendAsync(action, order =>
        {
            order.Service = service;
            order.Product = action == Action.Provision ? "cable" : "";
        });
        Assert.Equal(Activation.Types.State.Completed, ended.State);
        return ended.Service;
    }

    private async Task<Activation> SendAsync(Action action, Action<StartActivationRequest> change)
    {
        var order = Order(action, change);
        order.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        return await _server.Activations.StartActivationAsync(order);
    }

    private StartActivationRequest Order(Action action, Action<StartActivationRequest> change)
    {
        var order = new StartActivationRequest { RequestId = _server.NewRequestId(), Action = action, Customer = "C-7" };
        change(order);
        return order;
    }

    private async Task<Service> GetAsync(string name) =>
        await _server.Inventory.GetServiceAsync(new GetServiceRequest { Name = name });

    private async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(params Kind[] kinds) =>
        (await _server.Inventory.GetTimelineAsync(new GetTimelineRequest { Customer = "C-7", Kinds = { kinds } })).Entries;

    private ResolveTeardownRequest Resolution(string service, params ServiceResource[] resources) => new()
    {
        Name = service,
        RequestId = _server.NewRequestId(),
        Resolution = TeardownResolution.ReleasedByHand,
        Decision = new Decision { Reason = "the card was swapped" },
        Resources =
        {
            resources.Select(one => new ResourceName { Adapter = one.Adapter, Kind = one.Kind, ExternalId = one.ExternalId }),
        },
    };
}
