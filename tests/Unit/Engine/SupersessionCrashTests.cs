using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>
/// A deprovisioning comes while its service is being provisioned, and the process ends at every boundary of every write
/// that follows.
/// </summary>
public sealed class SupersessionCrashTests
{
    public static TheoryData<int, bool> Boundaries
    {
        get
        {
            var boundaries = new TheoryData<int, bool>();
            for (var write = 1; write <= 5; write++)
            {
                boundaries.Add(write, false);
                boundaries.Add(write, true);
            }

            return boundaries;
        }
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task Wherever_the_process_ends_nothing_is_left_of_what_was_provisioned(int write, bool isDurable)
    {
        var (plans, ending) = (new Plans(), new Plans { Name = "ending" });
        var all = plans.Sequence("all", plans.Step("a"), plans.Step("b"), plans.Event("wait", "visit"));
        var end = ending.Build(ending.Step("end"));
        await using var world = await new EngineWorld(
            plans.Build(all), limits: null, new ScriptedAdapter("a", "b", "end"), end).StartAsync();
        await world.Publish("ending");
        var first = EngineWorld.StateIn(
            await world.Begin(world.Order() with { Action = ActivationAction.Provision, Product = "line" })).Id;
        await world.Pass(() => world.Events(first).Contains(nameof(SignalAwaited)));
        var order = Ending(world, first);

        await EndProcessAt(world, order, end, first, write, isDurable);
        var reply = await Ask(world, order, end, first);
        var state = await world.Pass(world.EndOf(
            reply is ReplyContent.Repeated before ? before.Activation : EngineWorld.StateIn(reply).Id));

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Equal(ActivationState.RolledBack, (await world.EndOf(first)).State);
        Assert.Equal(2, world.Ids.Count);
        Assert.Equal(
            ["a/do", "a/undo", "b/do", "b/undo"],
            world.Adapter.Effects.Select(key => key[(key.IndexOf('/') + 1)..]).Order());
        Assert.Equal(4, world.Adapter.EffectCount);
    }

    private static ActivationOrder Ending(EngineWorld world, long first)
    {
        var service = ActivationId.ToText(first);
        lock (world.Database)
        {
            return world.Order() with
            {
                Action = ActivationAction.Deprovision,
                Product = "line",
                Service = service,
                ServiceBefore = world.Database.Services[service],
            };
        }
    }

    private static Task<ReplyContent> Ask(
        EngineWorld world, ActivationOrder order, Orchestrator.Core.Workflows.WorkflowPlan end, long behind) =>
        world.Engine.StartActivationAsync(order, end, behind, TimeSpan.Zero, default).WaitAsync(EngineWorld.Patience);

    /// <summary>From that write on the journal answers this process no more; where there are fewer, all is over.</summary>
    private static async Task EndProcessAt(
        EngineWorld world,
        ActivationOrder order,
        Orchestrator.Core.Workflows.WorkflowPlan end,
        long behind,
        int write,
        bool isDurable)
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
        var answer = world.Engine.StartActivationAsync(order, end, behind, TimeSpan.FromHours(1), default);
        await Task.WhenAny(answer, ended.Task).WaitAsync(EngineWorld.Patience);
        await world.RestartAsync();
        _ = answer.ContinueWith(failed => failed.Exception, TaskScheduler.Default);
    }
}
