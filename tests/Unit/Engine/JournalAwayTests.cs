using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class JournalAwayTests
{
    [Fact]
    public async Task A_single_lost_connection_is_noticed_by_nobody()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        var failures = 1;
        world.Journal.BeforeWrite = _ => failures-- > 0 ? Task.FromException(Away()) : Task.CompletedTask;

        var state = EngineWorld.StateIn(await world.Pass(world.Run()));

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.True(world.Engine.IsJournalAvailable);
    }

    [Fact]
    public async Task While_the_journal_is_away_calls_are_refused_and_what_was_taken_in_goes_on_after_it()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        var order = world.Order("once");

        world.Journal.IsAway = true;
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Pass(world.Run(order)));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Begin());
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Engine.ReadAsync(1, long.MaxValue, default));
        var availableMeanwhile = world.Engine.IsJournalAvailable;
        world.Journal.IsAway = false;
        await world.Pass(() => world.Engine.IsJournalAvailable);
        var repeated = Assert.IsType<ReplyContent.Repeated>(await world.Begin(order));

        Assert.False(availableMeanwhile);
        Assert.Equal(ActivationState.Completed, (await world.EndOf(repeated.Activation)).State);
        Assert.Equal(["a", "b"], world.Adapter.Calls.Select(call => call.Operation));
    }

    [Fact]
    public async Task An_answer_that_comes_while_the_journal_is_away_is_kept()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        var held = world.Adapter.Holds("a");
        var id = EngineWorld.StateIn(await world.Begin()).Id;
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        world.Journal.IsAway = true;
        held.SetResult(new Answer.Succeeded());
        await world.Pass(() => !world.Engine.IsJournalAvailable);
        world.Journal.IsAway = false;
        await world.Pass(() => world.Engine.IsJournalAvailable);

        Assert.Equal(ActivationState.Completed, (await world.EndOf(id)).State);
        Assert.Equal(2, world.Adapter.EffectCount);
    }

    [Fact]
    public async Task A_batch_whose_outcome_was_not_learnt_is_sent_again_and_counts_once()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        var lost = 1;
        world.Journal.AfterWrite = _ => lost-- > 0 ? Task.FromException(Away()) : Task.CompletedTask;

        var state = EngineWorld.StateIn(await world.Pass(world.Run()));

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Equal(
            ["ActivationAccepted", "ActivationStarted", "ActivityStarted", "StepRequested", "StepSucceeded", "StepRequested",
                "StepSucceeded", "ActivationCompleted"],
            world.Events(state.Id));
    }

    [Fact]
    public async Task When_another_process_has_taken_over_this_one_stops()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();

        await new InMemoryJournal(world.Database).AcquireAsync(default);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Run());
        var why = await world.Engine.OwnershipLost.WaitAsync(EngineWorld.Patience);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Begin());

        Assert.IsType<OwnershipLostException>(why);
        Assert.Empty(world.Ids);
        Assert.Empty(world.Adapter.Calls);
    }

    [Fact]
    public async Task A_write_that_the_journal_cannot_take_keeps_no_other_from_being_written()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        var broken = true;
        world.Journal.BeforeWrite = batch => broken && batch.Any(IsPoison)
            ? throw new FormatException("poison")
            : Task.CompletedTask;

        var poison = world.Run(world.Order("poison"));
        Task<ReplyContent>[] others = [.. Enumerable.Range(0, 5).Select(_ => world.Run())];
        await Task.WhenAll(others);
        var stillWaits = !poison.IsCompleted;
        broken = false;

        Assert.All(others, other => Assert.Equal(ActivationState.Completed, EngineWorld.StateIn(other.Result).State));
        Assert.True(stillWaits);
        Assert.Equal(ActivationState.Completed, EngineWorld.StateIn(await world.Pass(poison)).State);
    }

    private static bool IsPoison(ShardOutput.Write write) =>
        write.Transitions[0].Entry?.Accepted?.Order.RequestId == "poison";

    private static JournalUnavailableException Away() => new("The database cannot be reached.");

    private static WorkflowPlan Two()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b")));
    }
}
