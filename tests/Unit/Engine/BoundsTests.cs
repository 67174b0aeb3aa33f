using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>What the engine takes in, and when it takes in no more.</summary>
public sealed class BoundsTests
{
    [Fact]
    public async Task More_activations_than_fit_are_refused_and_room_is_room_again()
    {
        await using var world = await new EngineWorld(One()) { Options = new() { ActivationsMax = 2 } }.StartAsync();
        var held = world.Adapter.Holds("a");
        world.Adapter.Holds("a");

        var first = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);
        await world.Begin();
        await EngineWorld.Until(() => world.Adapter.Calls.Count == 2);
        var refusal = await Assert.ThrowsAsync<EngineOverloadedException>(() => world.Begin());
        held.SetResult(new Answer.Succeeded());
        await first;
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 1);
        var later = await world.Run();

        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        Assert.Equal(ActivationState.Completed, EngineWorld.StateIn(later).State);
        Assert.Equal(3, world.Ids.Count);
    }

    [Fact]
    public async Task More_starts_than_the_journal_keeps_up_with_are_refused()
    {
        await using var world =
            await new EngineWorld(One())
            {
                Options = new() { StartsMax = 3, Pace = new(WritersMax: 1, BesideMin: 1) },
            }.StartAsync();
        var durable = new TaskCompletionSource();
        world.Journal.BeforeWrite = _ => durable.Task;

        Task<ReplyContent>[] taken = [world.Begin(), world.Run(), world.Begin()];
        await Assert.ThrowsAsync<EngineOverloadedException>(() => world.Begin());
        durable.SetResult();
        await Task.WhenAll(taken);
        await world.Run();

        Assert.Equal(0, world.Engine.Statistics.StartsWaiting);
        Assert.Equal(4, world.Ids.Count);
    }

    [Fact]
    public async Task A_start_that_nobody_waits_for_any_more_is_counted_until_it_is_durable()
    {
        await using var world =
            await new EngineWorld(One())
            {
                Options = new() { StartsMax = 1, Pace = new(WritersMax: 1, BesideMin: 1) },
            }.StartAsync();
        var durable = new TaskCompletionSource();
        world.Journal.BeforeWrite = _ => durable.Task;
        using var patience = new CancellationTokenSource();

        var abandoned = world.Engine.StartActivationAsync(
            world.Order(), world.Plan, behind: 0, TimeSpan.Zero, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        await Assert.ThrowsAsync<EngineOverloadedException>(() => world.Begin());
        durable.SetResult();
        await EngineWorld.Until(() => world.Engine.Statistics.StartsWaiting == 0);
        await world.Run();

        Assert.Equal(2, world.Ids.Count);
    }

    [Fact]
    public async Task Draining_lets_the_call_under_way_end_and_keeps_its_answer()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        var held = world.Adapter.Holds("a");
        var waiting = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        var drained = world.Engine.DrainAsync(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Begin());
        held.SetResult(new Answer.Succeeded());
        await drained.WaitAsync(EngineWorld.Patience);

        Assert.Equal(ActivationState.Completed, EngineWorld.StateIn(await waiting).State);
        Assert.Equal("ActivationCompleted", world.Events(world.Ids.Single()).Last());
    }

    [Fact]
    public async Task Draining_begins_no_further_step_and_the_next_process_calls_it_as_if_nothing_had_been()
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b", canRead: false)));
        await using var world = await new EngineWorld(plan).StartAsync();
        var held = world.Adapter.Holds("a");
        var waiting = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        var drained = world.Engine.DrainAsync(TimeSpan.FromMinutes(1));
        held.SetResult(new Answer.Succeeded());
        await drained.WaitAsync(EngineWorld.Patience);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => waiting);
        var callsBefore = world.Adapter.Calls.Select(call => call.Operation).ToArray();
        await world.RestartAsync();
        var state = await world.EndOf(world.Ids.Single());

        Assert.Equal(["a"], callsBefore);
        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Equal(1, state.FindStep("b")!.Attempts);
        Assert.Equal(2, world.Adapter.Calls.Count);
        Assert.Equal(
            ["StepRequested", "StepPutBack", "StepStarted", "StepSucceeded", "ActivationCompleted"],
            world.Events(state.Id).TakeLast(5));
    }

    [Fact]
    public async Task Draining_puts_back_what_waits_for_a_limit()
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a", canRead: false)));
        await using var world = await new EngineWorld(
            plan, AdapterLimits.Default with { ConcurrentMax = 1 }).StartAsync();
        var held = world.Adapter.Holds("a");
        for (var count = 0; count < 5; count++)
            await world.Begin();
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 4 && world.Adapter.Calls.Count == 1);

        var drained = world.Engine.DrainAsync(TimeSpan.FromMinutes(1));
        held.SetResult(new Answer.Succeeded());
        await drained.WaitAsync(EngineWorld.Patience);
        var endsBefore = world.Ids.Select(id => world.Events(id).Last()).Order().ToArray();
        await world.RestartAsync();
        var states = await Task.WhenAll(world.Ids.Select(world.EndOf));

        Assert.Equal(["ActivationCompleted", .. Enumerable.Repeat("StepPutBack", 4)], endsBefore);
        Assert.All(
            states,
            state => Assert.Equal((ActivationState.Completed, 1), (state.State, state.FindStep("a")!.Attempts)));
        Assert.Equal(5, world.Adapter.Calls.Count);
    }

    [Fact]
    public async Task Draining_does_not_wait_for_ever()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        world.Adapter.Holds("a");
        await world.Begin();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        var drained = world.Engine.DrainAsync(TimeSpan.FromSeconds(5));
        await world.Pass(() => drained.IsCompleted);

        await drained;
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Begin());
    }

    private static WorkflowPlan One()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a")));
    }
}
