using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>What is held for a service whose teardown is incomplete is not given to another one.</summary>
public sealed class TeardownHoldingsTests
{
    private static readonly Answer.Succeeded Port = new() { Resources = [new(new Resource("port", "r1/1"))] };

    [Fact]
    public async Task Who_gets_it_all_the_same_is_undone_and_told_whose_it_is()
    {
        await using var world = World();
        Hold(world, ServiceState.TeardownIncomplete);
        await world.StartAsync();
        world.Adapter.Answers("a", Port);

        var state = EngineWorld.StateIn(await world.Pass(world.Run(Provision(world))));

        Assert.Equal(ActivationState.RolledBack, state.State);
        Assert.Equal(["a", "undo-a"], world.Adapter.Calls.Select(call => call.Operation));
        var fault = Assert.IsType<ActivityFaulted>(world.Facts(state.Id).Single(happened => happened is ActivityFaulted));
        Assert.Equal(ErrorCodes.ResourceInTeardown, fault.Error.Code);
        Assert.Contains("services/x", fault.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServiceState.Active)]
    [InlineData(ServiceState.Terminating)]
    public async Task What_a_service_holds_that_is_not_incomplete_is_no_conflict(ServiceState state)
    {
        await using var world = World();
        Hold(world, state);
        await world.StartAsync();
        world.Adapter.Answers("a", Port);

        var ended = EngineWorld.StateIn(await world.Run(Provision(world)));

        Assert.Equal(ActivationState.Completed, ended.State);
    }

    [Fact]
    public async Task The_service_itself_may_touch_what_it_holds()
    {
        await using var world = World();
        Hold(world, ServiceState.TeardownIncomplete);
        await world.StartAsync();
        world.Adapter.Answers("a", Port);

        var ended = EngineWorld.StateIn(await world.Run(world.Order() with
        {
            Action = ActivationAction.Deprovision,
            Service = "x",
            Product = world.Database.Services["x"].Product,
            ServiceBefore = world.Database.Services["x"],
        }));

        Assert.Equal(ActivationState.Completed, ended.State);
    }

    [Fact]
    public async Task What_becomes_incomplete_here_is_known_soon()
    {
        await using var world = await World().StartAsync();
        Hold(world, ServiceState.Active);
        var deprovision = world.Order() with
        {
            Action = ActivationAction.Deprovision,
            Service = "x",
            ServiceBefore = world.Database.Services["x"],
        };

        await world.Run(deprovision);
        Assert.Equal(ServiceState.TeardownIncomplete, world.Database.Services["x"].State);

        // Each order asks for the port: from one of them on it is known whose it is.
        var ends = new List<ActivationState>();
        while (ends.Count < 1_000 && !ends.Contains(ActivationState.RolledBack))
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            world.Adapter.Answers("a", Port);
            ends.Add(EngineWorld.StateIn(await world.Pass(world.Run(Provision(world)))).State);
        }

        Assert.Equal(ActivationState.RolledBack, ends[^1]);
    }

    private static EngineWorld World()
    {
        var plans = new Plans();
        return new EngineWorld(plans.Build(plans.Step("a")));
    }

    private static void Hold(EngineWorld world, ServiceState state)
    {
        world.Database.Services["x"] = new ServiceEntry("x", "customer", "broadband", state, 1);
        world.Database.Ledger.Apply(new LedgerChange.Held(new LedgerEntry("x", "net", "port", "r1/1")));
    }

    private static ActivationOrder Provision(EngineWorld world) =>
        world.Order() with { Action = ActivationAction.Provision, Product = "broadband" };
}
