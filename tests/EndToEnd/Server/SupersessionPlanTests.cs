using Google.Protobuf.WellKnownTypes;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using Outcome = Orchestrator.V1.PlannedSupersession.Types.Outcome;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Who plans a deprovisioning is told what it supersedes; and then it does.</summary>
public sealed class SupersessionPlanTests : IAsyncLifetime, IDisposable
{
    private readonly ProductFiles _files = new();
    private RunningServer _server = null!;
    private string _service = "";

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartAsync(settings => settings with { Workflows = _files.Folder });
        var provisioned = Order(Action.Provision);
        (provisioned.Service, provisioned.Product) = ("", "line");
        provisioned.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        _service = (await _server.Activations.StartActivationAsync(provisioned)).Service;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Where_nothing_else_is_open_nothing_is_superseded() => Assert.Empty((await PlanAsync()).Supersedes);

    [Fact]
    public async Task What_is_under_way_is_undone()
    {
        var open = await VisitAsync("");

        var plan = await PlanAsync();
        await EndAsync();

        Assert.Equal(
            [Planned(open, Action.Custom, State.Running, Outcome.Undone,
                "No step of it begins any more, and 1 step is undone first.")],
            plan.Supersedes);
        Assert.Equal(State.RolledBack, (await GetAsync(open)).State);
    }

    [Fact]
    public async Task What_passing_a_soft_point_over_costs_is_said()
    {
        var open = await VisitAsync(", \"pointOfNoReturn\": \"soft\", \"penalty\": \"49 EUR\"");

        var plan = await PlanAsync();
        await EndAsync();

        Assert.Equal(
            "No step of it begins any more, and 1 step is undone first. Its soft point of no return is passed over (49 EUR).",
            Assert.Single(plan.Supersedes).Explanation);
        Assert.Equal(State.RolledBack, (await GetAsync(open)).State);
    }

    [Fact]
    public async Task What_is_past_a_hard_point_is_stopped_and_what_waits_behind_it_is_withdrawn()
    {
        var open = await VisitAsync(", \"pointOfNoReturn\": \"hard\"");
        var waits = Order(Action.Suspend);
        waits.OnConflict = StartActivationRequest.Types.OnConflict.Queue;
        var behind = await _server.Activations.StartActivationAsync(waits);

        var plan = await PlanAsync();
        await EndAsync();
        await _server.UntilAsync(behind.Name, State.Cancelled);

        Assert.Equal(
            [
                (open, Action.Custom, State.Running, Outcome.Stopped),
                (behind.Name, Action.Suspend, State.Scheduled, Outcome.Withdrawn),
            ],
            plan.Supersedes.Select(one => (one.Activation, one.Action, one.State, one.Outcome)));
        Assert.Equal(State.Abandoned, (await GetAsync(open)).State);
    }

    [Fact]
    public async Task An_end_that_was_agreed_for_later_is_fulfilled_by_one_now()
    {
        var later = Order(Action.Deprovision);
        later.RequestedStartTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(30));
        var scheduled = await _server.Activations.StartActivationAsync(later);

        var plan = await PlanAsync();
        await EndAsync();
        await _server.UntilAsync(scheduled.Name, State.Completed);

        Assert.Equal(
            [Planned(scheduled.Name, Action.Deprovision, State.Scheduled, Outcome.Fulfilled,
                "It would end the service later: there is nothing left to do then, and it is completed.")],
            plan.Supersedes);
    }

    [Fact]
    public async Task One_for_later_supersedes_nothing_yet_and_says_so()
    {
        await VisitAsync("");

        var plan = await PlanAsync(order =>
            order.RequestedStartTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(30)));

        Assert.Empty(plan.Supersedes);
        Assert.Contains(
            "What is open for the service now goes on; what is open when the work begins is superseded then.", plan.Warnings);
    }

    /// <summary>A step that is done, and a visit that is waited for.</summary>
    private async Task<string> VisitAsync(string more)
    {
        var workflow = await _server.PublishAsync(Definitions.Sequence(
            "", Definitions.Step("first", more: more), Definitions.Event("visit", "visit-done")));
        var started = await _server.Activations.StartActivationAsync(_server.Order(workflow, order => order.Service = _service));
        await _server.UntilEventAsync(started.Name, "SignalAwaited");
        return started.Name;
    }

    private async Task<ActivationPlan> PlanAsync(Action<StartActivationRequest>? change = null)
    {
        var order = Order(Action.Deprovision);
        change?.Invoke(order);
        return await _server.Activations.PlanActivationAsync(new PlanActivationRequest { Request = order });
    }

    private async Task EndAsync()
    {
        var order = Order(Action.Deprovision);
        order.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        Assert.Equal(State.Completed, (await _server.Activations.StartActivationAsync(order)).State);
    }

    private async Task<Activation> GetAsync(string name) =>
        await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = name });

    private StartActivationRequest Order(Action action) => new()
    {
        RequestId = _server.NewRequestId(),
        Action = action,
        Customer = "C-1",
        Service = _service,
        Input = new Struct { Fields = { ["device"] = Value.ForString("dev-1"), ["pin"] = Value.ForString("1234") } },
    };

    private static PlannedSupersession Planned(
        string activation, Action action, State state, Outcome outcome, string explanation) => new()
        {
            Activation = activation,
            Action = action,
            State = state,
            Outcome = outcome,
            Explanation = explanation,
        };
}
