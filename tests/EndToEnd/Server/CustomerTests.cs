using Google.Protobuf.WellKnownTypes;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using OnConflict = Orchestrator.V1.StartActivationRequest.Types.OnConflict;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>What orders of one customer have to do with each other, with the products that are delivered.</summary>
public sealed class CustomerTests : IAsyncLifetime
{
    private static readonly CancelActivationRequest NotWanted =
        new() { RequestId = "cancel", Decision = new Decision { Reason = "Not wanted." } };
    private RunningServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await RunningServer.StartAsync(settings => settings with { Workflows = BuiltServer.Workflows });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_order_that_waits_for_the_provisioning_is_given_what_that_brought_about()
    {
        var provision = await OrderBroadbandAsync(engineerVisit: true);
        await _server.UntilEventAsync(provision.Name, "SignalAwaited");

        var refused = await Refused.ByAsync(_server.Activations.StartActivationAsync(Faster(provision)));
        var queued = await _server.Activations.StartActivationAsync(Faster(provision, OnConflict.Queue));
        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = provision.Name, RequestId = "visit", Signal = "engineer-visit-done" });
        var provisioned = await _server.UntilAsync(provision.Name, State.Completed);
        var changed = await _server.UntilAsync(queued.Name, State.Completed);

        Assert.Equal(("SERVICE_BUSY", provision.Name), (refused.Reason, refused.Metadata["activation"]));
        Assert.Equal((State.Scheduled, false), (queued.State, queued.Input.Fields.ContainsKey("port")));
        Assert.Equal(provisioned.Output.Fields["port"], changed.Input.Fields["port"]);
        Assert.All(changed.Steps, step => Assert.Equal(Step.Types.State.Succeeded, step.State));
    }

    [Fact]
    public async Task An_order_that_waits_is_cancelled_where_the_provisioning_leaves_nothing()
    {
        var provision = await OrderBroadbandAsync(engineerVisit: true);
        await _server.UntilEventAsync(provision.Name, "SignalAwaited");
        var queued = await _server.Activations.StartActivationAsync(Faster(provision, OnConflict.Queue));

        await _server.Activations.CancelActivationAsync(
            new CancelActivationRequest(NotWanted) { Name = provision.Name });
        var ended = await _server.UntilAsync(queued.Name, State.Cancelled);

        Assert.Equal(State.RolledBack, (await _server.UntilAsync(provision.Name, State.RolledBack)).State);
        Assert.Equal(
            (State.Cancelled, $"{provision.Service} is Terminated: CHANGE needs one that is active or suspended.", 0),
            (ended.State, ended.StateReason, ended.Steps.Count));
    }

    [Fact]
    public async Task A_deprovisioning_has_the_provisioning_undone_and_finds_nothing_left_to_do()
    {
        var provision = await OrderBroadbandAsync(engineerVisit: true);
        await _server.UntilEventAsync(provision.Name, "SignalAwaited");

        var order = await _server.Activations.StartActivationAsync(new StartActivationRequest
        {
            RequestId = _server.NewRequestId(),
            Action = Action.Deprovision,
            Customer = "C-1",
            Service = provision.Service,
        });
        var ended = await _server.UntilAsync(order.Name, State.Completed);

        Assert.Equal(State.Scheduled, order.State);
        Assert.Equal(State.RolledBack, (await _server.UntilAsync(provision.Name, State.RolledBack)).State);
        Assert.Equal(
            ($"{provision.Service} is terminated already: there was nothing left to do.", 0),
            (ended.StateReason, ended.Steps.Count));
    }

    [Fact]
    public async Task A_rollback_plan_names_the_other_services_that_use_what_would_go()
    {
        var line = await OrderBroadbandAsync(engineerVisit: false);
        var account = line.Output.Fields["account"].StringValue;
        var mail = await OrderMailAsync("C-1", order => order.Fields["account"] = ProtoValue.ForString(account));
        var own = await OrderMailAsync("C-1", _ => { });
        var gone = await OrderMailAsync("C-1", order => order.Fields["account"] = ProtoValue.ForString(account));
        await _server.Activations.RollbackActivationAsync(new RollbackActivationRequest
        {
            Name = gone.Name,
            RequestId = "back",
            Decision = NotWanted.Decision,
            Force = true,
        });
        await _server.UntilAsync(gone.Name, State.RolledBack);

        var ofLine = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = line.Name });
        var ofMail = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = mail.Name });
        var ofOwn = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = own.Name });

        Assert.Equal([mail.Service], ofLine.AffectedServices);
        Assert.Contains(
            ofMail.Compensations, step => step.Change.StartsWith("- mailbox info@", StringComparison.Ordinal));
        Assert.Contains($"{mail.Service} uses what would be taken away: account '{account}'.", ofLine.Warnings);
        Assert.Equal(([], []), (ofMail.AffectedServices, ofOwn.AffectedServices));
    }

    [Fact]
    public async Task An_activation_under_way_is_expected_to_take_what_others_of_its_workflow_took()
    {
        Activation[] ended = [await OrderBroadbandAsync(engineerVisit: false), await OrderBroadbandAsync(
            engineerVisit: false)];
        var early = await OrderBroadbandAsync(engineerVisit: true);
        ended = [.. ended, await OrderBroadbandAsync(engineerVisit: false)];

        var open = await OrderBroadbandAsync(engineerVisit: true);

        Assert.All([.. ended, early], one => Assert.Null(one.ExpectedCompletionTime));
        Assert.Contains(open.ExpectedCompletionTime - open.StartTime, ended.Select(one => one.EndTime - one.StartTime));
    }

    private async Task<Activation> OrderBroadbandAsync(bool engineerVisit)
    {
        var id = _server.NewRequestId();
        return await _server.Activations.StartActivationAsync(new StartActivationRequest
        {
            RequestId = id,
            Action = Action.Provision,
            Customer = "C-1",
            Product = "broadband",
            Input = new Struct
            {
                Fields =
                {
                    ["customer"] = ProtoValue.ForString("C-1"),
                    ["device"] = ProtoValue.ForString("access-17"),
                    ["speed"] = ProtoValue.ForNumber(250),
                    ["email"] = ProtoValue.ForString($"{id}@example.net"),
                    ["engineerVisit"] = ProtoValue.ForBool(engineerVisit),
                },
            },
            Wait = engineerVisit ? null : Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
        });
    }

    private async Task<Activation> OrderMailAsync(string customer, System.Action<Struct> change)
    {
        var id = _server.NewRequestId();
        var input = new Struct
        {
            Fields =
            {
                ["customer"] = ProtoValue.ForString(customer),
                ["domain"] = ProtoValue.ForString($"{id}.example"),
                ["mailboxes"] = ProtoValue.ForList(ProtoValue.ForString("info")),
            },
        };
        change(input);
        return await _server.Activations.StartActivationAsync(new StartActivationRequest
        {
            RequestId = id,
            Action = Action.Provision,
            Customer = customer,
            Product = "business-mail",
            Input = input,
            Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
        });
    }

    private StartActivationRequest Faster(Activation provision, OnConflict onConflict = OnConflict.Unspecified) =>
        new()
        {
            RequestId = _server.NewRequestId(),
            Action = Action.Change,
            Customer = "C-1",
            Product = "broadband",
            Service = provision.Service,
            Input = new Struct { Fields = { ["speed"] = ProtoValue.ForNumber(500) } },
            OnConflict = onConflict,
        };
}
