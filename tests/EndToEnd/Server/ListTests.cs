using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class ListTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task Every_filter_finds_what_it_names_and_nothing_else()
    {
        var (wanted, _) = await StartTwoAsync("C-filter");
        ActivationFilter[] filters =
        [
            new() { States = { State.Completed, State.Cancelled } },
            new() { OrderReference = "O-wanted" },
            new() { Action = Orchestrator.V1.Action.Custom, Channel = Channel.Phone },
            new() { Channel = Channel.Phone },
            new() { Labels = { ["colour"] = "red", ["size"] = "1" } },
        ];

        foreach (var filter in filters)
        {
            filter.Customer = "C-filter";
            var found = await _server.Activations.ListActivationsAsync(new ListActivationsRequest { Filter = filter });

            Assert.Equal([wanted.Name], found.Activations.Select(activation => activation.Name));
        }
    }

    [Fact]
    public async Task Times_of_creation_bound_a_list()
    {
        var (older, newer) = await StartTwoAsync("C-times");
        var between = older.CreateTime + Duration.FromTimeSpan((newer.CreateTime - older.CreateTime).ToTimeSpan() / 2);

        var after = await ListAsync(new ActivationFilter { Customer = "C-times", CreatedAfter = between });
        var before = await ListAsync(new ActivationFilter { Customer = "C-times", CreatedBefore = between });

        Assert.Equal([newer.Name], after);
        Assert.Equal([older.Name], before);
        // The bounds themselves are left out, to the microsecond that create_time has.
        Assert.Equal([newer.Name], await ListAsync(
            new ActivationFilter { Customer = "C-times", CreatedAfter = older.CreateTime }));
        Assert.Equal([older.Name], await ListAsync(
            new ActivationFilter { Customer = "C-times", CreatedBefore = newer.CreateTime }));
    }

    [Fact]
    public async Task What_has_fallen_out_is_found_by_its_adapter()
    {
        var workflow = await _server.PublishAsync(Definitions.FallsOut);
        var fallen = await _server.Activations.StartActivationAsync(
            _server.Order(workflow, order => order.Customer = "C-adapter"));
        await _server.UntilAsync(fallen.Name, State.Fallout);

        Assert.Equal([fallen.Name], await ListAsync(new ActivationFilter { Customer = "C-adapter", Adapter = "null" }));
        Assert.Empty(await ListAsync(new ActivationFilter { Customer = "C-adapter", Adapter = "network" }));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_in_both_orders()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);
        var started = new List<string>();
        for (var number = 0; number < 7; number++)
            started.Add((await _server.RunAsync(workflow, order => order.Customer = "C-pages")).Name);

        var oldest = await PagesAsync(new ListActivationsRequest
        {
            PageSize = 3,
            OldestFirst = true,
            Filter = new ActivationFilter { Customer = "C-pages" },
        });
        var newest = await PagesAsync(
            new ListActivationsRequest { PageSize = 3, Filter = new ActivationFilter { Customer = "C-pages" } });

        Assert.Equal([3, 3, 1], oldest.Select(page => page.Length));
        Assert.Equal(started, oldest.SelectMany(page => page));
        Assert.Equal(Enumerable.Reverse(started), newest.SelectMany(page => page));
    }

    [Fact]
    public async Task A_list_shows_steps_only_when_they_are_asked_for()
    {
        var (wanted, _) = await StartTwoAsync("C-view");
        var filter = new ActivationFilter { Customer = "C-view", OrderReference = "O-wanted" };

        var basic = await _server.Activations.ListActivationsAsync(new ListActivationsRequest { Filter = filter });
        var full = await _server.Activations.ListActivationsAsync(
            new ListActivationsRequest { Filter = filter, View = ActivationView.Full });
        var one = await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = wanted.Name });
        var oneBasic = await _server.Activations.GetActivationAsync(
            new GetActivationRequest { Name = wanted.Name, View = ActivationView.Basic });

        Assert.Equal(one, full.Activations.Single());
        Assert.Equal(oneBasic, basic.Activations.Single());
        Assert.Equal((2, 0), (one.Steps.Count, oneBasic.Steps.Count));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_list_is_told_at_once()
    {
        var refused = await Refused.ByAsync(_server.Activations.ListActivationsAsync(new ListActivationsRequest
        {
            PageSize = -1,
            PageToken = "nonsense",
            View = (ActivationView)9,
            Filter = new ActivationFilter
            {
                States = { State.Unspecified, (State)77 },
                Customer = "\0",
                Service = "1",
                Product = "a b",
                Action = (Orchestrator.V1.Action)77,
                Channel = (Channel)77,
                Labels = { ["a b"] = "" },
                CreatedAfter = new Timestamp { Nanos = -1 },
                Adapter = new string('x', 300),
                Parent = "activations/nobody",
            },
        }));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (refused.Code, refused.Reason));
        Assert.Equal(
            [
                "page_size", "view", "filter.states", "filter.states", "filter.customer", "filter.service",
                "filter.product", "filter.action",
                "filter.channel", "filter.labels", "filter.created_after", "filter.adapter",
                "filter.parent", "page_token",
            ],
            refused.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task A_page_token_of_another_list_is_refused()
    {
        await StartTwoAsync("C-token");
        var request =
            new ListActivationsRequest { PageSize = 1, Filter = new ActivationFilter { Customer = "C-token" } };
        var token = (await _server.Activations.ListActivationsAsync(request)).NextPageToken;

        var other = await Refused.ByAsync(
            _server.Activations.ListActivationsAsync(new ListActivationsRequest { PageToken = token }));
        var order = await Refused.ByAsync(_server.Activations.ListActivationsAsync(
            new ListActivationsRequest(request) { PageToken = token, OldestFirst = true }));

        Assert.Equal(["page_token"], other.Fields.Select(field => field.Field));
        Assert.Equal(["page_token"], order.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task A_list_that_nothing_fits_is_empty()
    {
        var found = await _server.Activations.ListActivationsAsync(
            new ListActivationsRequest
            {
                PageSize = int.MaxValue,
                Filter = new ActivationFilter { Service = "services/nobody-knows" },
            });

        Assert.Equal(new ListActivationsResponse(), found);
    }

    /// <summary>An older one that completes, by phone, red; and a newer one that waits.</summary>
    private async Task<(Activation Wanted, Activation Other)> StartTwoAsync(string customer)
    {
        var wanted = await _server.RunAsync(await _server.PublishAsync(Definitions.TwoSteps), order =>
        {
            order.Customer = customer;
            order.OrderReference = "O-wanted";
            order.Channel = Channel.Phone;
            order.Labels["colour"] = "red";
            order.Labels["size"] = "1";
        });
        var other = await _server.Activations.StartActivationAsync(_server.Order(await _server.PublishAsync(Definitions.Waits), order =>
        {
            order.Customer = customer;
            order.Labels["colour"] = "red";
        }));
        return (wanted, other);
    }

    private async Task<IReadOnlyList<string>> ListAsync(ActivationFilter filter) =>
        [.. (await _server.Activations.ListActivationsAsync(new ListActivationsRequest { Filter = filter })).Activations.Select(one => one.Name)];

    private async Task<List<string[]>> PagesAsync(ListActivationsRequest request)
    {
        var pages = new List<string[]>();
        do
        {
            var page = await _server.Activations.ListActivationsAsync(request);
            pages.Add([.. page.Activations.Select(one => one.Name)]);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return pages;
    }
}
