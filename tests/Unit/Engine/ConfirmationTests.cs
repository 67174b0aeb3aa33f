using Orchestrator.Adapters;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>What a deprovisioning releases counts when it has been read back.</summary>
public sealed class ConfirmationTests
{
    private static readonly ResourceChange Port = new(new Resource("port", "r1/1"));
    private static readonly ResourceChange NoPort = Port with { Released = true };

    [Fact]
    public async Task A_release_that_is_so_counts_once_it_was_read_back()
    {
        await using var world = await StartAsync();
        world.Adapter.Answers("a", Says(NoPort));

        var state = EngineWorld.StateIn(await world.Run(Deprovision(world)));

        Assert.Equal((ActivationState.Completed, 1), (state.State, world.Adapter.Calls.Count));
        Assert.Equal(
            ["ActivationAccepted", "ActivationStarted", "StepRequested", "StepSucceeded", "ActivationCompleted"],
            world.Events(state.Id));
        Assert.Empty(world.Database.Ledger.Entries);
        Assert.Equal(ServiceState.Terminated, world.Database.Services["s"].State);
    }

    [Fact]
    public async Task An_adapter_that_lies_is_asked_again_and_called_again_until_it_is_so()
    {
        await using var world = await StartAsync();
        world.Adapter.Answers("a", Lies(NoPort)).Answers("a", Says(NoPort));

        var state = EngineWorld.StateIn(await world.Pass(world.Run(Deprovision(world))));

        Assert.Equal((ActivationState.Completed, 2), (state.State, world.Adapter.Calls.Count));
        Assert.Contains("says when asked that it was not done", Assert.IsType<StepUnknown>(world.Facts(state.Id).Single(
            happened => happened is StepUnknown)).Message, StringComparison.Ordinal);
        Assert.Equal(ServiceState.Terminated, world.Database.Services["s"].State);
    }

    [Fact]
    public async Task An_adapter_that_lies_every_time_needs_a_person_and_what_it_did_not_release_stays_in_the_ledger()
    {
        await using var world = await StartAsync();
        for (var attempt = 0; attempt < 3; attempt++)
            world.Adapter.Answers("a", Lies(NoPort));

        var state = EngineWorld.StateIn(await world.Begin(Deprovision(world)));
        await world.Pass(() => world.Events(state.Id).Contains("FalloutRaised"));

        Assert.Equal(3, world.Adapter.Calls.Count);
        Assert.Equal("r1/1", Assert.Single(world.Database.Ledger.Entries).ExternalId);
        Assert.Equal(ServiceState.Terminating, world.Database.Services["s"].State);
    }

    [Fact]
    public async Task Where_the_operation_cannot_be_read_back_its_answer_counts()
    {
        var description = new AdapterDescription("scripted", [new("a", "{}", "{}", Inverse: "undo-a"), new("undo-a", "{}", "{}")]);
        await using var world = await StartAsync(adapter: new ScriptedAdapter(description), canRead: false);
        world.Adapter.Answers("a", Lies(NoPort));

        var state = EngineWorld.StateIn(await world.Run(Deprovision(world)));

        Assert.Equal((ActivationState.Completed, 1), (state.State, world.Adapter.Calls.Count));
    }

    [Fact]
    public async Task What_is_not_a_deprovisioning_or_releases_nothing_is_not_asked_about()
    {
        await using var world = await StartAsync();
        world.Adapter.Answers("a", Lies(NoPort)).Answers("a", Lies(Port));

        var change = EngineWorld.StateIn(await world.Run(Deprovision(world) with { Action = ActivationAction.Change }));
        var now = Assert.Single(world.Database.Services).Value;
        var deprovision = EngineWorld.StateIn(await world.Run(Deprovision(world) with { ServiceBefore = now }));

        Assert.Equal((ActivationState.Completed, ActivationState.Completed), (change.State, deprovision.State));
        Assert.Equal(2, world.Adapter.Calls.Count);
    }

    [Fact]
    public async Task What_undoing_a_provisioning_releases_is_read_back_too()
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b")));
        await using var world = await new EngineWorld(plan).StartAsync();
        world.Adapter.Answers("a", new Answer.Succeeded { Resources = [Port] })
            .Answers("b", new Answer.Permanent("TAKEN", "It is taken."))
            .Answers("undo-a", Lies(NoPort))
            .Answers("undo-a", Says(NoPort));

        var order = world.Order() with { Action = ActivationAction.Provision, Product = "broadband" };
        var state = EngineWorld.StateIn(await world.Pass(world.Run(order)));

        Assert.Equal(ActivationState.RolledBack, state.State);
        Assert.Equal(["a", "b", "undo-a", "undo-a"], world.Adapter.Calls.Select(call => call.Operation));
        Assert.Contains("CompensationUnknown", world.Events(state.Id));
        Assert.Equal(ServiceState.Terminated, Assert.Single(world.Database.Services).Value.State);
    }

    /// <summary>The answer, without the effect.</summary>
    private static Func<AdapterCall, CancellationToken, Task<Answer>> Lies(ResourceChange change) =>
        (_, _) => Task.FromResult<Answer>(new Answer.Succeeded { Resources = [change] });

    private static Answer.Succeeded Says(ResourceChange change) => new() { Resources = [change] };

    private static Task<EngineWorld> StartAsync(ScriptedAdapter? adapter = null, bool canRead = true)
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Step("a", onFailure: OnFailure.FallOut, canRead: canRead));
        var world = new EngineWorld(plan, adapter: adapter);
        world.Database.Ledger.Apply(new LedgerChange.Held(new LedgerEntry("s", "net", "port", "r1/1")));
        return world.StartAsync();
    }

    private static ActivationOrder Deprovision(EngineWorld world) => world.Order() with
    {
        Action = ActivationAction.Deprovision,
        Service = "s",
        Product = "broadband",
        ServiceBefore = new ServiceEntry("s", "customer", "broadband", ServiceState.Active, 1),
    };
}
