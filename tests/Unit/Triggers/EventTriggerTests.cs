using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Triggers;

/// <summary>Workflows that a published event starts.</summary>
public sealed class EventTriggerTests
{
    [Fact]
    public async Task An_event_starts_the_workflow_that_begins_with_it_and_is_its_result()
    {
        await using var world = await NewWorld();

        await world.Run();
        await Completed(world, 2);

        var started = Assert.IsType<ActivationAccepted>(world.Facts(world.Ids[1])[0]);
        Assert.Equal(("started", 1), (started.Workflow, started.Version));
        Assert.Equal(new StartedByTrigger("wait", 7, 1), started.Order.Trigger);
        Assert.Equal(
            ("workflows/started/triggers/wait", "workflows/started/triggers/wait", "c-1", ActivationAction.Custom),
            (started.Order.Caller, started.Order.Requester, started.Order.CorrelationId, started.Order.Action));
        Assert.Contains(new ResultGiven("wait", 7), world.Facts(world.Ids[1]));
        Assert.Contains(
            "0 1", world.Facts(world.Ids[0]).OfType<EventDelivered>().Select(one => $"{one.Reached} {one.Started}"));
    }

    [Fact]
    public async Task One_event_starts_it_once_though_the_process_ends_on_the_way()
    {
        await using var world = await NewWorld();
        var stopped = new TaskCompletionSource();
        var left = 2;
        world.Journal.AfterWrite = _ =>
        {
            if (--left > 0)
                return Task.CompletedTask;

            // The start is durable, and nobody learns of it.
            stopped.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        _ = world.Begin();
        await stopped.Task.WaitAsync(EngineWorld.Patience);
        Assert.Equal(2, world.Ids.Count);

        await world.RestartAsync();
        await Completed(world, 2);

        Assert.Contains(
            "0 1", world.Facts(world.Ids[0]).OfType<EventDelivered>().Select(one => $"{one.Reached} {one.Started}"));
    }

    [Fact]
    public async Task A_retired_version_is_not_started()
    {
        await using var world = await NewWorld();
        await world.Workflows.RetireAsync("started", 1, "tester", "retire", "hash", default);

        await world.Run();

        Assert.Single(world.Ids);
    }

    [Fact]
    public async Task Nothing_is_started_where_it_is_switched_off()
    {
        await using var world = await NewWorld(new() { Pace = new(1, 1), EventsStart = false });

        await world.Run();

        Assert.Single(world.Ids);
    }

    [Fact]
    public async Task A_workflow_that_needs_an_input_is_not_started()
    {
        await using var world = await NewWorld(
            null, new InputDeclaration("line", DataType.String, true, Value.Null, false));

        await world.Run();

        Assert.Single(world.Ids);
    }

    [Fact]
    public async Task Workflows_that_start_each_other_by_events_are_stopped()
    {
        var plans = new Plans();
        var plan = plans.Build(
            plans.Sequence("all", plans.Event("wait", "ready", canStart: true), plans.Publish("tell", "ready")));
        var first = new Plans { Name = "first" };
        await using var world = await new EngineWorld(first.Build(first.Publish("tell", "ready")), null, null, plan)
            .StartAsync();
        await world.Publish("test");

        await world.Run();
        await Completed(world, 21);

        Assert.Equal(21, world.Ids.Count);
    }

    [Fact]
    public async Task Ordered_it_waits_for_the_event()
    {
        await using var world = await NewWorld();

        await world.Engine.StartActivationAsync(world.Order(), world.PlanOf("started"), 0, TimeSpan.Zero, default)
            .WaitAsync(EngineWorld.Patience);

        Assert.Equal("SignalAwaited", world.Events(world.Ids[0]).Last());
    }

    private static Task Completed(EngineWorld world, int count) =>
        world.Pass(
            () => world.Ids.Count >= count && world.Ids.All(id => world.Events(id).Last() == "ActivationCompleted"));

    private static async Task<EngineWorld> NewWorld(
        Orchestrator.Engine.EngineOptions? options = null, params InputDeclaration[] inputs)
    {
        var publisher = new Plans();
        var started = new Plans { Name = "started" };
        var world = await new EngineWorld(
            publisher.Build(publisher.Publish("tell", "ready", 7, correlationId: "c-1")),
            null,
            new ScriptedAdapter(["a"]),
            started.Build(
                started.Sequence("both", started.Event("wait", "ready", canStart: true), started.Step("a")), inputs))
        { Options = options ?? new() { Pace = new(1, 1) } }.StartAsync();
        await world.Publish("started");
        return world;
    }
}
