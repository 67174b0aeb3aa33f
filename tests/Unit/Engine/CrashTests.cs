using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>
/// The process ends at every boundary of every write, before it is durable and after, and another one goes on.
/// </summary>
public sealed class CrashTests
{
    private static readonly Answer Refused = new Answer.Permanent("REFUSED", "It does not work.");

    public static TheoryData<int, bool> Boundaries
    {
        get
        {
            var boundaries = new TheoryData<int, bool>();
            for (var write = 1; write <= 6; write++)
            {
                boundaries.Add(write, false);
                boundaries.Add(write, true);
            }

            return boundaries;
        }
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task Wherever_the_process_ends_a_failing_saga_is_undone_once(int write, bool isDurable)
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b"), plans.Step("c")));
        await using var world = await new EngineWorld(plan).StartAsync();
        world.Adapter.Answers("c", Refused, Refused, Refused);
        var order = world.Order();

        await EndProcessAt(world, order, write, isDurable);
        var state = await FinishAsync(world, order);

        Assert.Equal(ActivationState.RolledBack, state.State);
        Assert.Equal([state.Id], world.Ids);
        Assert.Equal(
            ["a/do", "a/undo", "b/do", "b/undo"],
            world.Adapter.Effects.Select(key => key[(key.IndexOf('/') + 1)..]).Order());
        Assert.Equal(4, world.Adapter.EffectCount);
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task Wherever_the_process_ends_parallel_steps_are_done_once(int write, bool isDurable)
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence(
            "all",
            plans.Parallel("both", plans.Step("a"), plans.Step("b"), plans.Step("c")),
            plans.Step("d"),
            plans.Step("e")));
        await using var world = await new EngineWorld(plan).StartAsync();
        var order = world.Order();

        await EndProcessAt(world, order, write, isDurable);
        var state = await FinishAsync(world, order);

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Equal(
            ["a/do", "b/do", "c/do", "d/do", "e/do"],
            world.Adapter.Effects.Select(key => key[(key.IndexOf('/') + 1)..]).Order());
        Assert.Equal(5, world.Adapter.EffectCount);
    }

    /// <summary>From that write on the journal answers this process no more; a saga with fewer writes ends.</summary>
    private static async Task EndProcessAt(EngineWorld world, ActivationOrder order, int write, bool isDurable)
    {
        var ended = new TaskCompletionSource();
        var writes = 0;
        Task Count(IReadOnlyList<ShardOutput.Write> batch)
        {
            writes += batch.Count;
            if (writes < write)
                return Task.CompletedTask;

            ended.TrySetResult();
            return new TaskCompletionSource().Task;
        }

        if (isDurable)
            world.Journal.AfterWrite = Count;
        else
            world.Journal.BeforeWrite = Count;
        var answer = world.Engine.StartActivationAsync(order, world.Plan, behind: 0, TimeSpan.FromHours(1), default);
        await Task.WhenAny(answer, ended.Task).WaitAsync(EngineWorld.Patience);
        await world.RestartAsync();
        _ = answer.ContinueWith(failed => failed.Exception, TaskScheduler.Default);
    }

    /// <summary>Whoever got no answer asks again with the same request id.</summary>
    private static async Task<SagaState> FinishAsync(EngineWorld world, ActivationOrder order)
    {
        var id = await world.Begin(order) switch
        {
            ReplyContent.Accepted it => it.State.Id,
            ReplyContent.Repeated it => it.Activation,
            var other => throw new InvalidOperationException($"Answered with {other}."),
        };
        return await world.Pass(world.EndOf(id));
    }
}
