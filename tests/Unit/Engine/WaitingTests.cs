using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class WaitingTests
{
    private static readonly Who Agnes = new("agnes", "hold", "hash", "because");

    [Fact]
    public async Task Without_waiting_the_answer_comes_when_the_start_is_durable()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        world.Adapter.Holds("a");

        var state = EngineWorld.StateIn(await world.Begin());

        Assert.Equal(ActivationState.Running, state.State);
        Assert.Equal([state.Id], world.Ids);
    }

    [Fact]
    public async Task A_wait_that_is_too_short_is_answered_with_the_state_then_and_the_activation_goes_on()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        var held = world.Adapter.Holds("a");

        var waiting = world.Engine.StartActivationAsync(
            world.Order(), world.Plan, behind: 0, TimeSpan.FromSeconds(2), default);
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);
        var state = EngineWorld.StateIn(await world.Pass(waiting));
        held.SetResult(new Answer.Succeeded());

        Assert.Equal(ActivationState.Running, state.State);
        Assert.Equal(StepState.Running, state.FindStep("a")!.State);
        Assert.Equal(ActivationState.Completed, (await world.EndOf(state.Id)).State);
    }

    [Fact]
    public async Task Who_gives_up_waiting_ends_nothing_but_the_waiting()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        var held = world.Adapter.Holds("a");
        using var patience = new CancellationTokenSource();

        var waiting = world.Engine.StartActivationAsync(
            world.Order(), world.Plan, behind: 0, TimeSpan.FromHours(1), patience.Token);
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        held.SetResult(new Answer.Succeeded());

        Assert.Equal(ActivationState.Completed, (await world.EndOf(world.Ids.Single())).State);
    }

    [Fact]
    public async Task The_same_request_sent_twice_at_once_is_one_activation()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        var order = world.Order("same");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.Begin(order))));

        var accepted = Assert.Single(answers.OfType<ReplyContent.Accepted>());
        Assert.Equal([accepted.State.Id], world.Ids);
        Assert.All(
            answers.OfType<ReplyContent.Repeated>(), repeated => Assert.Equal(new(accepted.State.Id, null), repeated));
        Assert.Equal(20, answers.Length);
    }

    [Fact]
    public async Task A_command_reaches_one_that_has_left_memory()
    {
        var plans = new Plans();
        await using var world = await new EngineWorld(
            plans.Build(plans.Sequence("all", plans.Event("visit", "visited")))).StartAsync();
        var id = EngineWorld.StateIn(await world.Begin()).Id;
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 0);

        var answer = await world.Engine.SendAsync(id, new SagaCommand.Signal(Agnes, "visited", "ok"), default);

        Assert.Equal(ActivationState.Completed, EngineWorld.StateIn(answer).State);
    }

    [Fact]
    public async Task A_command_for_an_activation_that_is_not_there_is_answered_so()
    {
        await using var world = await new EngineWorld(One()).StartAsync();

        var answer = await world.Engine.SendAsync(
            42, new SagaCommand.Hold(Agnes), default).WaitAsync(EngineWorld.Patience);

        Assert.Equal(new ReplyContent.NotFound(), answer);
    }

    [Fact]
    public async Task A_rollback_to_a_step_finds_where_the_workflow_stood_in_its_history()
    {
        var plans = new Plans();
        await using var world = await new EngineWorld(
            plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b"), plans.Event("visit", "visited"))))
                .StartAsync();
        var id = EngineWorld.StateIn(await world.Begin()).Id;
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 0);

        await world.Engine.SendAsync(id, new SagaCommand.RollBack(Agnes, "a", Force: false, PlanHash: null), default);
        await EngineWorld.Until(() => world.Events(id).Contains("FlowRestored"));
        var state = await world.Engine.ReadAsync(id, long.MaxValue, default);

        Assert.Equal(
            [("a", StepState.Succeeded), ("b", StepState.Compensated), ("b#2", StepState.Pending)],
            state!.Steps.Select(step => (step.Id, step.State)));
    }

    [Fact]
    public async Task The_state_is_read_as_it_was_after_the_transition_with_an_event()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        var id = EngineWorld.StateIn(await world.Run()).Id;

        var states = new List<(long, ActivationState)>();
        foreach (var sequence in (long[])[1, 6, long.MaxValue])
        {
            var state = await world.Engine.ReadAsync(id, sequence, default);
            states.Add((state!.Sequence, state.State));
        }

        Assert.Equal(
            [(4, ActivationState.Running), (6, ActivationState.Completed), (6, ActivationState.Completed)], states);
        Assert.Null(await world.Engine.ReadAsync(42, long.MaxValue, default));
    }

    private static WorkflowPlan One()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a")));
    }
}
