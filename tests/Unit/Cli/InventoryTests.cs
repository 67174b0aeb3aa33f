extern alias cli;

using cli::Orchestrator.Cli;
using cli::Orchestrator.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Action = cli::Orchestrator.V1.Action;
using Inactivity = cli::Orchestrator.V1.Service.Types.Inactivity;
using Kind = cli::Orchestrator.V1.TimelineEntry.Types.Kind;
using State = cli::Orchestrator.V1.Service.Types.State;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>orchestrator service ... and orchestrator customer ...</summary>
public sealed class InventoryTests
{
    private static readonly Decision Because = new() { Reason = "the card was swapped", Ticket = "T-1" };

    [Fact]
    public async Task A_service_whose_teardown_is_incomplete_is_a_page_with_what_it_holds_and_what_can_be_done()
    {
        var server = new ScriptedServer().On<GetServiceRequest>(_ => Left());

        var run = await Run.Of(server, "service", "get", "0a7");

        Golden.AssertSame("service.txt", run.Output);
        Assert.Equal(new GetServiceRequest { Name = "services/0a7" }, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_service_that_is_to_end_says_when_and_who_asked_for_it()
    {
        var service = new Service
        {
            Name = "services/0a7",
            State = State.Active,
            Customer = "C-1",
            Product = "broadband",
            PendingCancellation = new PendingCancellation
            { Activation = "activations/9f", StartTime = Samples.Ago(-86_400 * 30), Requester = "Eve" },
        };
        var server = new ScriptedServer().On<GetServiceRequest>(_ => service);

        var run = await Run.Of(server, "service", "get", "services/0a7");

        Assert.Contains("2026-09-21 12:00:00 +00:00 (in 30d) by activations/9f, asked for by Eve", run.Output);
    }

    [Fact]
    public async Task A_list_is_a_table_and_is_asked_for_with_every_filter()
    {
        var server = new ScriptedServer().On<ListServicesRequest>(_ => new ListServicesResponse
        {
            Services =
            {
                new Service
                {
                    Name = "services/0a6", State = State.Inactive, Inactivity = Inactivity.Suspended, Customer = "C-1",
                    Product = "broadband", ProductVersion = 2, ActiveTime = Samples.Ago(86_400 * 5), StateReason = "It is suspended.",
                },
                Left(),
            },
            NextPageToken = "more",
        });

        var run = await Run.Of(
            server, "service", "list", "--customer", "C-1", "--product", "broadband", "--state", "inactive", "--worklist",
            "--adapter", "network", "--kind", "port", "--external-id", "olt-1/7", "--page-size", "7", "--page-token", "next");

        Golden.AssertSame("services.txt", run.Output);
        Assert.Equal(
            new ListServicesRequest
            {
                Customer = "C-1",
                Product = "broadband",
                States = { State.Inactive, State.TeardownIncomplete },
                Adapter = "network",
                Kind = "port",
                ExternalId = "olt-1/7",
                PageSize = 7,
                PageToken = "next",
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task All_pages_of_resources_are_one_table()
    {
        var server = new ScriptedServer().On<ListResourcesRequest>(request => new ListResourcesResponse
        {
            Resources = { Port(request.PageToken.Length == 0 ? "olt-1/7" : "olt-1/8") },
            NextPageToken = request.PageToken.Length == 0 ? "more" : "",
        });

        var run = await Run.Of(
            server, "service", "resources", "0a7", "--customer", "C-1", "--adapter", "network", "--kind", "port",
            "--external-id-prefix", "olt-1/", "--all");

        Golden.AssertSame("resources.txt", run.Output);
        var first = new ListResourcesRequest
        {
            Service = "services/0a7",
            Customer = "C-1",
            Adapter = "network",
            Kind = "port",
            ExternalIdPrefix = "olt-1/",
        };
        Assert.Equal([first, new ListResourcesRequest(first) { PageToken = "more" }], server.Requests);
    }

    [Fact]
    public async Task What_a_teardown_left_is_resolved_with_what_became_of_it_and_why()
    {
        var server = new ScriptedServer().On<ResolveTeardownRequest>(request => new TeardownDecision
        {
            Service = request.Name,
            Resolution = request.Resolution,
            Resources = { Port("olt-1/7") },
            State = State.TeardownIncomplete,
            ResourcesLeft = 1,
        });

        var run = await Run.Of(
            server, "service", "resolve", "0a7", "--resource", "network/port/olt-1/7", "--resolution", "released-by-hand",
            "--reason", "the card was swapped", "--ticket", "T-1", "--request-id", "r-1");

        Assert.Equal(
            "network/port/olt-1/7 is released-by-hand.\nservices/0a7  teardown-incomplete, 1 left", run.Output);
        Assert.Equal(
            new ResolveTeardownRequest
            {
                Name = "services/0a7",
                RequestId = "r-1",
                Resources = { new ResourceName { Adapter = "network", Kind = "port", ExternalId = "olt-1/7" } },
                Resolution = TeardownResolution.ReleasedByHand,
                Decision = Because,
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_timeline_tells_when_what_kind_of_thing_and_the_whole_sentence()
    {
        var server = new ScriptedServer().On<GetTimelineRequest>(_ => Timeline());

        var run = await Run.Of(
            server, world => world with { Width = 100 }, "customer", "timeline", "C-1", "--service", "0a7", "--kind", "order",
            "--kind", "contact", "--oldest-first");

        Golden.AssertSame("timeline.txt", run.Output);
        Assert.Equal(
            new GetTimelineRequest
            {
                Customer = "C-1",
                Service = "services/0a7",
                OldestFirst = true,
                Kinds = { Kind.Order, Kind.Contact },
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_page_of_a_timeline_that_found_nothing_yet_is_followed_by_the_next()
    {
        var server = new ScriptedServer().On<GetTimelineRequest>(request => request.PageToken.Length == 0
            ? new GetTimelineResponse { NextPageToken = "further" }
            : Timeline());

        var run = await Run.Of(server, "customer", "timeline", "C-1", "--json");

        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("\"kind\": \"KIND_ORDER\"", run.Output);
    }

    [Fact]
    public async Task A_contact_goes_with_all_that_is_known_of_it()
    {
        var server = new ScriptedServer().On<RecordContactRequest>(_ => new Contact { Id = "k-1", Customer = "C-1" });

        var run = await Run.Of(
            server, "customer", "contact", "C-1", "--kind", "technical-support", "--channel", "phone", "--summary", "No sync",
            "--reference", "T-1", "--service", "0a7", "--agent", "bob", "--time", "-10m", "--request-id", "r-1");

        Assert.Equal(new Run(0, "Recorded contact k-1 with customer C-1.", ""), run);
        Assert.Equal(
            new RecordContactRequest
            {
                RequestId = "r-1",
                Customer = "C-1",
                Kind = ContactKind.TechnicalSupport,
                Channel = Channel.Phone,
                Summary = "No sync",
                Reference = "T-1",
                Service = "services/0a7",
                Agent = "bob",
                OccurTime = Samples.Ago(600),
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_payment_goes_with_all_that_is_known_of_it()
    {
        var server = new ScriptedServer().On<RecordPaymentRequest>(
            _ => new Payment { Id = "p-1", Customer = "C-1", Kind = PaymentKind.FailedPayment, Amount = "29.90", Currency = "EUR" });

        var run = await Run.Of(
            server, "customer", "payment", "C-1", "--kind", "failed-payment", "--amount", "29.90", "--currency", "EUR",
            "--service", "0a7", "--account", "A-1", "--reference", "INV-1", "--description", "no cover", "--request-id", "r-1");

        Assert.Equal(new Run(0, "Recorded failed-payment p-1 of 29.90 EUR of customer C-1.", ""), run);
        Assert.Equal(
            new RecordPaymentRequest
            {
                RequestId = "r-1",
                Customer = "C-1",
                Kind = PaymentKind.FailedPayment,
                Amount = "29.90",
                Currency = "EUR",
                Service = "services/0a7",
                Account = "A-1",
                Reference = "INV-1",
                Description = "no cover",
            },
            Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData("service", "get")]
    [InlineData("service", "list", "--state", "gone")]
    [InlineData("service", "resolve", "0a7", "--resolution", "never-existed", "--reason", "why")]
    [InlineData("service", "resolve", "0a7", "--resource", "network/port", "--resolution", "never-existed", "--reason", "why")]
    [InlineData("service", "resolve", "0a7", "--resource", "network/port/7", "--resolution", "never-existed")]
    [InlineData("customer", "contact", "C-1", "--kind", "sales", "--channel", "phone")]
    [InlineData("customer", "payment", "C-1", "--kind", "charge", "--amount", "1")]
    [InlineData("customer", "timeline")]
    public async Task What_is_not_said_right_is_not_sent(params string[] arguments)
    {
        var server = new ScriptedServer();

        var run = await Run.Of(server, arguments);

        Assert.Equal(ExitCode.WrongUsage, run.ExitCode);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_service_that_nobody_has_is_refused()
    {
        var server = new ScriptedServer().On<GetServiceRequest>(
            _ => throw new RpcException(new Status(StatusCode.NotFound, "There is no service 'services/x'.")));

        var run = await Run.Of(server, "service", "get", "x");

        Assert.Equal(ExitCode.NotFound, run.ExitCode);
    }

    private static Service Left() => new()
    {
        Name = "services/0a7",
        State = State.TeardownIncomplete,
        StateReason = "It was to end, and may still hold something. 1 resource is left.",
        Customer = "C-1",
        Product = "broadband",
        ProductVersion = 3,
        CreateTime = Samples.Ago(86_400 * 800),
        ActiveTime = Samples.Ago(86_400 * 799),
        Activation = "activations/9e",
        Input = new Struct { Fields = { ["pin"] = Value.ForString("***") } },
        Resources = { Port("olt-1/7") },
    };

    private static ServiceResource Port(string id) => new()
    {
        Adapter = "network",
        Kind = "port",
        ExternalId = id,
        Service = "services/0a7",
        Activation = "activations/0a7",
        Step = "reserve-port",
        SinceTime = Samples.Ago(86_400 * 799),
        Attributes = { ["vlan"] = "210", ["device"] = "olt-1" },
    };

    private static GetTimelineResponse Timeline() => new()
    {
        Entries =
        {
            new TimelineEntry
            {
                Time = Samples.Ago(7200), Kind = Kind.Order, Summary = "Eve Mill asked by phone to provision broadband with order O-1.",
                Activation = "activations/0a7", Service = "services/0a7",
                Order = new TimelineOrder { Action = Action.Provision, Outcome = Activation.Types.State.Completed },
            },
            new TimelineEntry
            {
                Time = Samples.Ago(7100), Kind = Kind.Step, Summary = "Step 'reserve-port' is done.", Activation = "activations/0a7",
            },
            new TimelineEntry { Time = Samples.Ago(7000), Kind = Kind.Service, Summary = "services/0a7 is active.", Service = "services/0a7" },
            new TimelineEntry
            {
                Time = Samples.Ago(60), Kind = Kind.Contact,
                Summary = "bob (technical support) spoke with the customer by phone: No sync since noon\nand the lamp is red, which it was "
                    + "not when the engineer left",
            },
            new TimelineEntry
            {
                Time = Samples.Ago(30), Kind = Kind.Order, Summary = "Eve Mill asked to suspend services/0a7 (broadband).",
                Activation = "activations/0b1", Order = new TimelineOrder(),
            },
        },
        NextPageToken = "more",
    };
}
