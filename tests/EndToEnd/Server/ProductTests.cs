using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Server.Settings;
using Orchestrator.TestKit;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class ProductTests : IAsyncLifetime, IDisposable
{
    private readonly ProductFiles _files = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(WithProducts);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_service_lives_from_its_provisioning_to_its_deprovisioning()
    {
        var provisioned = await OrderAsync(Action.Provision, order =>
        {
            order.Product = "line";
            order.Input = new Struct
            {
                Fields = { ["device"] = ProtoValue.ForString("olt-1"), ["pin"] = ProtoValue.ForString("4711-secret") },
            };
        });
        var service = provisioned.Service;
        var suspended = await OrderAsync(Action.Suspend, order => order.Service = service);
        var resumed = await OrderAsync(Action.Resume, order => order.Service = service);
        var deprovisioned = await OrderAsync(Action.Deprovision, order => order.Service = service);

        Assert.Equal("services/" + provisioned.Name["activations/".Length..], service);
        Assert.All(
            [provisioned, suspended, resumed, deprovisioned],
            ended => Assert.Equal((State.Completed, service, "line"), (ended.State, ended.Service, ended.Product)));
        // What the deprovisioning needs comes from the provisioning: its input, and over it its output.
        Assert.Equal(
            new Struct
            {
                Fields = { ["device"] = ProtoValue.ForString("olt-1"), ["pin"] = ProtoValue.ForString("***") },
            },
            deprovisioned.Input);
        Assert.Equal("line-deprovision", deprovisioned.Workflow.Split('/')[1]);
    }

    [Fact]
    public async Task What_the_order_says_goes_over_what_the_service_has()
    {
        var provisioned = await ProvisionAsync();

        var ended = await OrderAsync(Action.Deprovision, order =>
        {
            order.Service = provisioned.Service;
            order.Input = new Struct { Fields = { ["device"] = ProtoValue.ForString("olt-2") } };
        });

        Assert.Equal("olt-2", ended.Input.Fields["device"].StringValue);
    }

    [Fact]
    public async Task A_change_needs_the_target_product_and_inputs_that_fit_it()
    {
        var provisioned = await ProvisionAsync();

        var refused = await Refused.ByAsync(SendAsync(Action.Change, order =>
        {
            (order.Service, order.Product) = (provisioned.Service, "line");
            order.Input = new Struct { Fields = { ["device"] = ProtoValue.ForNumber(1) } };
        }));
        var changed = await OrderAsync(
            Action.Change, order => (order.Service, order.Product) = (provisioned.Service, "line"));

        Assert.Equal([("input.device", "must be a text.")], refused.Fields);
        Assert.Equal((State.Completed, "line-change"), (changed.State, changed.Workflow.Split('/')[1]));
    }

    [Fact]
    public async Task An_input_that_does_not_fit_the_product_is_refused_with_every_problem()
    {
        var refused = await Refused.ByAsync(SendAsync(Action.Provision, order =>
        {
            order.Product = "line";
            order.Input = new Struct
            {
                Fields = { ["device"] = ProtoValue.ForString(""), ["colour"] = ProtoValue.ForString("red") },
            };
        }));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (refused.Code, refused.Reason));
        Assert.Equal(
            [
                ("input.colour", "is not an input of the product."),
                ("input.device", "must have at least 1 characters."),
                ("input.pin", "is required."),
            ],
            refused.Fields.OrderBy(field => field.Field));
    }

    [Fact]
    public async Task A_state_that_does_not_allow_the_action_is_refused()
    {
        var provisioned = await ProvisionAsync();

        var resume = await Refused.ByAsync(SendAsync(Action.Resume, order => order.Service = provisioned.Service));
        await OrderAsync(Action.Deprovision, order => order.Service = provisioned.Service);
        var again = await Refused.ByAsync(SendAsync(Action.Deprovision, order => order.Service = provisioned.Service));

        Assert.Equal(
            (StatusCode.FailedPrecondition, "WRONG_SERVICE_STATE", "Active"),
            (resume.Code, resume.Reason, resume.Metadata["state"]));
        Assert.Equal(
            (StatusCode.FailedPrecondition, "WRONG_SERVICE_STATE", "Terminated"),
            (again.Code, again.Reason, again.Metadata["state"]));
        Assert.Equal([("WRONG_SERVICE_STATE", provisioned.Service)], again.Preconditions);
    }

    [Fact]
    public async Task A_repeated_deprovisioning_is_answered_although_the_service_is_gone()
    {
        var provisioned = await ProvisionAsync();
        var request = Order(Action.Deprovision, order => order.Service = provisioned.Service);
        var first = await _server.Activations.StartActivationAsync(request);

        var again = await _server.Activations.StartActivationAsync(request);

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task A_busy_service_refuses_another_order_or_lets_it_wait()
    {
        var provisioned = await ProvisionAsync();
        var open = await _server.Activations.StartActivationAsync(Order(Action.Custom, order =>
            (order.Service, order.Workflow) = (provisioned.Service, "workflows/line-visit")));

        var refused = await Refused.ByAsync(SendAsync(Action.Suspend, order => order.Service = provisioned.Service));
        var queued = await _server.Activations.StartActivationAsync(Order(Action.Suspend, order =>
            (order.Service, order.OnConflict) = (provisioned.Service, StartActivationRequest.Types.OnConflict.Queue)));
        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = open.Name, Signal = "visit-done" });
        var ended = await _server.UntilAsync(queued.Name, State.Completed);

        Assert.Equal(
            (StatusCode.FailedPrecondition, "SERVICE_BUSY", open.Name),
            (refused.Code, refused.Reason, refused.Metadata["activation"]));
        Assert.Equal((State.Scheduled, State.Completed), (queued.State, ended.State));
    }

    [Fact]
    public async Task A_service_of_another_customer_is_not_found_and_another_product_than_its_own_is_refused()
    {
        var provisioned = await ProvisionAsync();

        var stranger = await Refused.ByAsync(
            SendAsync(Action.Suspend, order => (order.Service, order.Customer) = (provisioned.Service, "C-2")));
        var product = await Refused.ByAsync(
            SendAsync(Action.Suspend, order => (order.Service, order.Product) = (provisioned.Service, "bare")));

        Assert.Equal((StatusCode.NotFound, "SERVICE_NOT_FOUND"), (stranger.Code, stranger.Reason));
        Assert.Equal(["product"], product.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task An_action_that_the_product_does_not_have_is_refused()
    {
        var bare = await OrderAsync(Action.Provision, order => order.Product = "bare");

        var refused = await Refused.ByAsync(SendAsync(Action.Suspend, order => order.Service = bare.Service));

        Assert.Equal((StatusCode.FailedPrecondition, "ACTION_NOT_OFFERED"), (refused.Code, refused.Reason));
        Assert.Equal(("bare", "SUSPEND"), (refused.Metadata["product"], refused.Metadata["action"]));
    }

    [Fact]
    public async Task Workflows_are_published_anew_only_where_they_have_changed_and_not_when_they_were_retired()
    {
        await _server.Workflows.RetireWorkflowAsync(
            new RetireWorkflowRequest { Name = "workflows/line-visit/versions/1" });
        _files.Change(
            "line", "suspend.json", content => content.Replace("For a test.", "Changed.", StringComparison.Ordinal));

        _server = await _server.RestartAsync(WithProducts);

        var listed = await _server.Workflows.ListWorkflowsAsync(new ListWorkflowsRequest());
        Assert.Equal(
            ["bare-provision 1", "line-change 1", "line-deprovision 1", "line-provision 1", "line-resume 1", "line-suspend 2", "line-visit 1"],
            listed.Workflows.Select(one => $"{one.Name.Split('/')[1]} {one.Version}"));
        Assert.Equal(Workflow.Types.State.Retired, listed.Workflows[^1].State);
    }

    [Fact]
    public async Task Products_stay_when_the_folder_is_not_given_any_more()
    {
        _server = await _server.RestartAsync();

        Assert.Equal(State.Completed, (await ProvisionAsync()).State);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_the_folder_is_told_at_once_and_nothing_is_published()
    {
        using var files = new ProductFiles();
        files.Change(
            "line",
            "product.json",
            content => content.Replace("\"line\"", "\"Line!\"", StringComparison.Ordinal).Replace(
                "resume.json", "gone.json", StringComparison.Ordinal));
        files.Change("line", "suspend.json", content => content.Replace(
            "Orchestrator.Step", "Nobody.Knows", StringComparison.Ordinal));
        files.Change("bare", "product.json", _ => "{");
        using var folder = new TemporaryFolder("products");

        var refused = await Assert.ThrowsAsync<SettingsException>(
            () => RunningServer.StartAsync(settings => settings with { Workflows = files.Folder }, folder.Path));
        await using var after = await RunningServer.StartAsync(folder: folder.Path);

        Assert.Collection(
            refused.Message.Split('\n')
                .Skip(1)
                .Select(line => line.Trim().Replace(files.Folder + "/", "", StringComparison.Ordinal)),
            line => Assert.StartsWith("bare/product.json:1:2: PD001 ", line, StringComparison.Ordinal),
            line => Assert.Matches("^line/product.json:[0-9]+:[0-9]+: PD006 'id' must be 1 to 64 lower-case", line),
            line => Assert.Matches(
                "^line/product.json:[0-9]+:[0-9]+: PD020 the workflow of resume, 'gone.json', is no file beside", line),
            line => Assert.Matches("^line/suspend.json:[0-9]+:[0-9]+: WF010 ", line));
        Assert.Empty((await after.Workflows.ListWorkflowsAsync(new ListWorkflowsRequest())).Workflows);
    }

    private ServerSettings WithProducts(ServerSettings settings) => settings with { Workflows = _files.Folder };

    private Task<Activation> ProvisionAsync() => OrderAsync(Action.Provision, order =>
    {
        order.Product = "line";
        order.Input = new Struct
        {
            Fields = { ["device"] = ProtoValue.ForString("olt-1"), ["pin"] = ProtoValue.ForString("4711-secret") },
        };
    });

    private async Task<Activation> OrderAsync(Action action, System.Action<StartActivationRequest> change) =>
        await SendAsync(action, order =>
    {
        order.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        change(order);
    });

    private AsyncUnaryCall<Activation> SendAsync(Action action, System.Action<StartActivationRequest> change) =>
        _server.Activations.StartActivationAsync(Order(action, change));

    private StartActivationRequest Order(Action action, System.Action<StartActivationRequest> change)
    {
        var request =
            new StartActivationRequest { RequestId = _server.NewRequestId(), Customer = "C-1", Action = action };
        change(request);
        return request;
    }
}
