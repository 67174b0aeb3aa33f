using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task An_activation_of_three_steps_is_completed_with_four_writes()
    {
        await using var world = await new EngineWorld(Three()).StartAsync();
        var writes = 0;
        world.Journal.BeforeWrite = batch =>
        {
            writes += batch.Count;
            return Task.CompletedTask;
        };

        var state = EngineWorld.StateIn(await world.Run());

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Equal(["a", "b", "c"], world.Adapter.Calls.Select(call => call.Operation));
        Assert.Equal(4, writes);
    }

    [Fact]
    public async Task Nothing_is_called_and_nobody_is_answered_before_it_is_durable()
    {
        await using var world = await new EngineWorld(Three()).StartAsync();
        var (asked, durable) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Journal.BeforeWrite = _ =>
        {
            asked.TrySetResult();
            return durable.Task;
        };

        var answer = world.Begin();
        await asked.Task;
        var (answeredBefore, callsBefore) = (answer.IsCompleted, world.Adapter.Calls.Count);
        durable.SetResult();
        await answer;
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        Assert.False(answeredBefore);
        Assert.Equal(0, callsBefore);
    }

    [Fact]
    public async Task What_comes_while_a_batch_is_written_is_the_next_batch()
    {
        await using var world = await new EngineWorld(Three()).StartAsync();
        var first = new TaskCompletionSource();
        var batches = new List<IReadOnlyList<ShardOutput.Write>>();
        world.Journal.BeforeWrite = batch =>
        {
            batches.Add([.. batch]);
            return batches.Count == 1 ? first.Task : Task.CompletedTask;
        };

        Task[] started = [.. Enumerable.Range(0, 10).Select(_ => world.Run())];
        first.SetResult();
        await Task.WhenAll(started);

        Assert.Single(batches[0]);
        Assert.True(batches[1].Count >= 9);
    }

    private static WorkflowPlan Three()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b"), plans.Step("c")));
    }
}
